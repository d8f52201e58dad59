import { describe, expect, test } from "vitest";
import { pretrainedLengthFor, pretrainedLengthsOf } from "../../../src/project/index.ts";

describe("the pretrained length of a file", () => {
  test("is the one number, whatever the path", () => {
    expect(pretrainedLengthFor(4096, "llama/config.json")).toBe(4096);
    expect(pretrainedLengthFor(undefined, "llama/config.json")).toBeUndefined();
  });

  test("is that of the last glob that matches", () => {
    const lengths = { "**": 2048, "llama/**": 4096, "llama/long/config.json": 8192, "qwen/*": 32768 };
    expect(pretrainedLengthFor(lengths, "other/config.json")).toBe(2048);
    expect(pretrainedLengthFor(lengths, "llama/base/config.json")).toBe(4096);
    expect(pretrainedLengthFor(lengths, "llama/long/config.json")).toBe(8192);
    expect(pretrainedLengthFor({ ...lengths, "**/config.json": 16384 }, "llama/long/config.json")).toBe(16384);
    expect(pretrainedLengthFor({ "qwen/*": 32768 }, "llama/config.json")).toBeUndefined();
  });

  test("goes by paths that are written out as they stand, and by hidden folders", () => {
    expect(pretrainedLengthFor({ "runs [1]/config.json": 4096 }, "runs [1]/config.json")).toBe(4096);
    expect(pretrainedLengthFor({ "**/config.json": 4096 }, ".cache/llama/config.json")).toBe(4096);
    expect(pretrainedLengthFor({ "/models/*/config.json": 4096 }, "/models/llama/config.json")).toBe(4096);
    expect(pretrainedLengthFor({ "": 4096 }, "config.json")).toBeUndefined();
  });
});

test("what is no length counts as not stated", () => {
  expect(pretrainedLengthsOf(4096)).toBe(4096);
  for (const value of [0, -1, 1.5, 1e300, "4096", null, [], true]) expect(pretrainedLengthsOf(value)).toBeUndefined();
  expect(pretrainedLengthsOf({ a: 1, b: 0, c: "2", d: null })).toEqual({ a: 1 });
});
