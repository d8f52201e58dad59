import { expect, test } from "vitest";
import { childPointer, keySpanOf, pointerKeys, readConfig, spanOf } from "../../../src/config/index.ts";

const TEXT = `{
  "model_type": "llama",
  "rope_theta": 10000.0,
  "rope_theta": 500000.0,
  "rope_scaling": { "long_factor": [1.0, 2.5], "a/b~c": true }
}`;
const snapshot = readConfig(TEXT);

function valueAt(pointer: string): string | null {
  const span = spanOf(snapshot, pointer);
  return span === null ? null : TEXT.slice(span.offset, span.offset + span.length);
}

function keyAt(pointer: string): string | null {
  const span = keySpanOf(snapshot, pointer);
  return span === null ? null : TEXT.slice(span.offset, span.offset + span.length);
}

test("a span covers the value exactly", () => {
  expect(valueAt("/model_type")).toBe('"llama"');
  expect(valueAt("/rope_scaling/long_factor/1")).toBe("2.5");
  expect(valueAt("")).toBe(TEXT);
});

test("a key span covers the key with its quotes", () => {
  expect(keyAt("/rope_scaling/long_factor")).toBe('"long_factor"');
});

test("of equal keys the last one is meant, as in Python", () => {
  expect(valueAt("/rope_theta")).toBe("500000.0");
  expect(keySpanOf(snapshot, "/rope_theta")?.offset).toBe(TEXT.lastIndexOf('"rope_theta"'));
});

test("keys with slashes and tildes are escaped in pointers", () => {
  const pointer = childPointer("/rope_scaling", "a/b~c");
  expect(pointer).toBe("/rope_scaling/a~1b~0c");
  expect(pointerKeys(pointer)).toEqual(["rope_scaling", "a/b~c"]);
  expect(valueAt(pointer)).toBe("true");
});

test("what is not there has no span", () => {
  for (const pointer of [
    "/nothing",
    "/model_type/deeper",
    "/rope_scaling/long_factor/2",
    "/rope_scaling/long_factor/x",
  ]) {
    expect(spanOf(snapshot, pointer)).toBeNull();
  }
  expect(keySpanOf(snapshot, "")).toBeNull();
  expect(keySpanOf(snapshot, "/rope_scaling/long_factor/0")).toBeNull();
  expect(spanOf(readConfig(""), "")).toBeNull();
});

test("a key that is being typed has a key span and no value", () => {
  const typing = readConfig('{"model_type": "llama", "rope_th');
  expect(keySpanOf(typing, "/rope_th")).toEqual({ offset: 24, length: 8 });
  expect(spanOf(typing, "/rope_th")).toBeNull();
});
