import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import { applyEdits } from "../../../../src/config/text-edit.ts";
import {
  insertMembers,
  removeMember,
  removeMembers,
  removeProperty,
  renameKey,
  replaceValue,
  splitPointer,
  swapValues,
} from "../../../../src/rules/support/edits.ts";

const TABS = '{\r\n\t"model_type": "llama",\r\n\t"a": 1,\r\n\t"b":2,\r\n\t"c": {"d": 3}\r\n}';

describe("edits of quick fixes", () => {
  const snapshot = readConfig(TABS);

  it("replace a value and rename a key in place", () => {
    expect(applyEdits(TABS, replaceValue(snapshot, "/b", "20"))).toBe(TABS.replace(":2", ":20"));
    expect(applyEdits(TABS, renameKey(snapshot, "/c/d", "e"))).toBe(TABS.replace('"d"', '"e"'));
    expect(replaceValue(snapshot, "/missing", "1")).toEqual([]);
  });

  it("swap two values as they are spelled", () => {
    const text = '{"model_type": "llama", "a": 1.0, "b": 32}';
    expect(applyEdits(text, swapValues(readConfig(text), "/a", "/b"))).toBe(
      '{"model_type": "llama", "a": 32, "b": 1.0}',
    );
    expect(swapValues(readConfig(text), "/a", "/c")).toEqual([]);
  });

  it("take a member out with its comma, wherever it stands", () => {
    expect(applyEdits(TABS, removeMember(snapshot, "/model_type"))).toBe(
      TABS.replace('"model_type": "llama",\r\n\t', ""),
    );
    expect(applyEdits(TABS, removeMember(snapshot, "/c"))).toBe(TABS.replace(',\r\n\t"c": {"d": 3}', ""));
    expect(applyEdits(TABS, removeMember(snapshot, "/c/d"))).toBe(TABS.replace('"d": 3', ""));
  });

  it("take neighbours out as one run", () => {
    expect(applyEdits(TABS, removeMembers(snapshot, "", ["b", "c"]))).toBe(
      '{\r\n\t"model_type": "llama",\r\n\t"a": 1\r\n}',
    );
    expect(applyEdits(TABS, removeMembers(snapshot, "", ["a", "c"]))).toBe(
      '{\r\n\t"model_type": "llama",\r\n\t"b":2\r\n}',
    );
    expect(removeMembers(snapshot, "", ["x"])).toEqual([]);
  });

  it("add members in the layout of their neighbours", () => {
    expect(applyEdits(TABS, insertMembers(snapshot, "", { factor: 4 }, "a"))).toBe(
      TABS.replace('"a": 1,', '"a": 1,\r\n\t"factor": 4.0,'),
    );
    expect(applyEdits(TABS, insertMembers(snapshot, "/c", { e: null }))).toBe(
      TABS.replace('"d": 3', '"d": 3, "e": null'),
    );
    expect(insertMembers(snapshot, "/a", { e: null })).toEqual([]);
  });

  it("have none for what is not there", () => {
    expect(renameKey(snapshot, "/missing", "e")).toEqual([]);
    expect(renameKey(snapshot, "", "e")).toEqual([]);
    expect(removeMembers(snapshot, "/missing", ["a"])).toEqual([]);
    expect(removeMembers(snapshot, "/a", ["a"])).toEqual([]);
    expect(removeMembers(snapshot, "", [])).toEqual([]);
    const text = '{"model_type": "llama", "a": 1.0, "b": 32}';
    expect(swapValues(readConfig(text), "/c", "/a")).toEqual([]);
  });

  it("swap in the order of the text", () => {
    const text = '{"model_type": "llama", "a": 1.0, "b": 32}';
    expect(swapValues(readConfig(text), "/b", "/a").map(({ newText }) => newText)).toEqual(["32", "1.0"]);
  });

  it("take the last of equal keys, or this very one, and several runs in order", () => {
    const text = '{"a": 1, "b": 2, "a": 3, "c": 4}';
    expect(applyEdits(text, removeMembers(readConfig(text), "", ["a"]))).toBe('{"a": 1, "b": 2, "c": 4}');
    const [first] = readConfig(text).root?.children ?? [];
    if (first === undefined) throw new Error("no member");
    expect(applyEdits(text, removeProperty(first))).toBe('{"b": 2, "a": 3, "c": 4}');
    expect(applyEdits(text, removeMembers(readConfig(text), "", ["c", "b"]))).toBe('{"a": 1, "a": 3}');
    const only = '{ "a": 1, "b": 2 }';
    expect(applyEdits(only, removeMembers(readConfig(only), "", ["a", "b"]))).toBe("{}");
  });

  it("split the pointer of the document", () => {
    expect(splitPointer("")).toEqual({ parent: "", key: "" });
    expect(splitPointer("/a")).toEqual({ parent: "", key: "a" });
  });
});

describe("small helpers", () => {
  it("split pointers", () => {
    expect(splitPointer("/a/b~1c")).toEqual({ parent: "/a", key: "b/c" });
  });
});
