import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "json/duplicate-key";

describe(CODE, () => {
  it("marks the value that is dropped and says which one counts", () => {
    const text = '{"model_type": "llama", "rope_theta": 10000.0, "hidden_size": 2048, "rope_theta": 500000.0}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe('"rope_theta"');
    expect(finding.message).toBe(
      '"rope_theta" stands twice: every framework reads the last value, 500000, and drops this one, 10000, without a word.',
    );
    expect(fixedBy("Remove this one and keep 500000", finding, text)).toBe(
      '{"model_type": "llama", "hidden_size": 2048, "rope_theta": 500000.0}',
    );
    expect(fixedBy("Keep 10000 and remove the last one", finding, text)).toBe(
      '{"model_type": "llama", "rope_theta": 10000.0, "hidden_size": 2048}',
    );
  });

  it("is only information when both say the same", () => {
    const text = '{"model_type": "llama", "hidden_size": 2048, "hidden_size": 2048}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/hidden_size" });
    expect(marked(text, finding)).toBe('"hidden_size"');
    expect(finding.message).toBe('"hidden_size" stands twice with the same value; Python reads the last one.');
  });

  it("finds them inside blocks", () => {
    const text =
      '{"model_type": "llama", "hidden_size": 2048, "rope_scaling": {"rope_type": "linear", "factor": 2.0, "factor": 4.0}}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe('"factor"');
    expect(finding.message).toBe(
      '"factor" stands twice: every framework reads the last value, 4, and drops this one, 2, without a word.',
    );
  });

  it("leaves the same key in different objects alone", () => {
    expect(findingsOf(CODE, small({ vision_config: { hidden_size: 1024 } }))).toEqual([]);
  });

  it("finds them in objects of lists, and does not look into what is dropped", () => {
    const text = '{"model_type": "llama", "hidden_size": 2048, "x": [3, {"a": 1, "a": 2}]}';
    expect(only(CODE, text).jsonPointer).toBe("/x/1/a");
    const dropped = '{"model_type": "llama", "hidden_size": 2048, "x": {"a": 1, "a": 2}, "x": {"a": 1}}';
    expect(findingsOf(CODE, dropped).map(({ jsonPointer }) => jsonPointer)).toEqual(["/x"]);
    const kept = '{"model_type": "llama", "hidden_size": 2048, "x": 1, "x": {"a": 1, "a": 2}}';
    expect(findingsOf(CODE, kept).map(({ jsonPointer }) => jsonPointer)).toEqual(["/x", "/x/a"]);
  });

  it("marks every one that is dropped", () => {
    const text = '{"model_type": "llama", "hidden_size": 1, "hidden_size": 2, "hidden_size": 3}';
    expect(findingsOf(CODE, text).map(({ offset }) => text.slice(offset - 2, offset + 16))).toEqual([
      ', "hidden_size": 1',
      ', "hidden_size": 2',
    ]);
  });

  it("has one right answer only where both say the same", () => {
    const fixes = (first: string, second: string) =>
      only(CODE, `{"model_type": "llama", "hidden_size": 2048, "x": ${first}, "x": ${second}}`).fixes.map(
        ({ title, preferred }) => [title, preferred],
      );
    expect(fixes('{"b": [1]}', '{"b":[1]}')).toEqual([["Remove this one", true]]);
    expect(fixes('{"b": [1]}', "null")).toEqual([
      ["Remove this one and keep null", false],
      ["Keep an object and remove the last one", false],
    ]);
  });
});
