import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { convert, modelOf } from "../../../src/runtimes/llama-cpp/predict.ts";
import { documentOf } from "../../../src/runtimes/python/document.ts";
import { Report } from "../../../src/runtimes/report.ts";
import { recordedCases } from "./recorded.ts";

/** Numbers of 32 bits, as the recording has them. */
function rounded(value: unknown): unknown {
  return Array.isArray(value) ? value.map(rounded) : typeof value === "number" ? Number(value.toPrecision(6)) : value;
}

describe("what llama.cpp's converter writes", () => {
  const cases = recordedCases("llama-cpp").flatMap(({ name, text, results }) =>
    Object.values(results).flatMap((result) => (result.gguf === undefined ? [] : [{ name, text, result }])),
  );

  it("covers every recorded conversion", () => {
    expect(cases).toHaveLength(106);
  });

  it.each(cases)("agrees with the recorded run: $name", ({ text, result }) => {
    const document = documentOf(readConfig(text));
    const model = modelOf(document);
    const report = new Report();
    const converted = model === null ? null : convert(document, model, report);
    expect(converted).not.toBeNull();
    const { keys, tensors } = converted?.gguf ?? { keys: new Map(), tensors: new Map() };
    const inGguf = new Map([...keys].map(([key, value]) => [key, rounded(value)]));
    const written = new Map(Object.entries(result.gguf ?? {}).map(([key, value]) => [key, rounded(value)]));
    if (model?.sliding === undefined) written.delete("attention.sliding_window");
    if (model?.sliding === undefined) inGguf.delete("attention.sliding_window");
    if (model?.gguf === "deepseek2") written.delete("attention.key_length");
    expect(inGguf).toEqual(written);
    expect(rounded([...tensors])).toEqual(rounded(Object.entries(result.tensors ?? {})));
    const harmless = "Unknown RoPE type: default";
    expect(report.warnings).toEqual([...new Set(result.warnings ?? [])].filter((warning) => warning !== harmless));
  });
});
