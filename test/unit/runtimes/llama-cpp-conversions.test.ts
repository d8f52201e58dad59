/** What llama.cpp's own converter wrote of published configs, and of small ones for architectures beside the oldest. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict } from "../../../src/runtimes/index.ts";
import { convert, modelOf } from "../../../src/runtimes/llama-cpp/predict.ts";
import { documentOf } from "../../../src/runtimes/python/document.ts";
import { Raised } from "../../../src/runtimes/python/raised.ts";
import { Report } from "../../../src/runtimes/report.ts";

const FIXTURES = "test/fixtures/";

interface Conversion {
  /** Where there is no config: a file of the fixtures. */
  readonly name: string;
  readonly config?: object;
  readonly arch?: string;
  readonly gguf?: Readonly<Record<string, unknown>>;
  readonly tensors?: Readonly<Record<string, readonly number[]>>;
  readonly warnings?: readonly string[];
  readonly exception?: string;
  readonly message?: string;
}

const { cases }: { cases: Conversion[] } = JSON.parse(
  readFileSync(`${FIXTURES}frameworks/llama-cpp-conversions.json`, "utf8"),
);

function textOf({ name, config }: Conversion): string {
  return config === undefined ? readFileSync(FIXTURES + name, "utf8") : JSON.stringify(config);
}

/** Numbers of 32 bits, as the recording has them. */
function rounded(value: unknown): unknown {
  return Array.isArray(value) ? value.map(rounded) : typeof value === "number" ? Number(value.toPrecision(6)) : value;
}

function written(members: Iterable<[string, unknown]>, left: readonly string[]): Map<string, unknown> {
  return new Map([...members].filter(([key]) => !left.includes(key)).map(([key, value]) => [key, rounded(value)]));
}

describe("what llama.cpp's converter wrote", () => {
  it("covers every recorded conversion", () => {
    expect(cases).toHaveLength(35);
  });

  it.each(cases)("$name", (recorded) => {
    const document = documentOf(readConfig(textOf(recorded)));
    const model = modelOf(document);
    const report = new Report();
    const run = () => (model === null ? null : convert(document, model, report));
    if (recorded.exception !== undefined) {
      expect(run).toThrow(Raised);
      expect(predict(readConfig(textOf(recorded)), { runtime: "llama.cpp" })).toMatchObject({
        outcome: "raises",
        exception: recorded.exception,
        message: recorded.message,
      });
      return;
    }
    const gguf = run()?.gguf;
    expect(model?.gguf).toBe(recorded.arch);
    // Windows and the latent heads' sizes are written for the attention alone.
    const left = [
      ...(model?.sliding === undefined ? ["attention.sliding_window"] : []),
      ...(model?.logMultiplier === undefined ? [] : ["attention.key_length"]),
    ];
    expect(written(gguf?.keys ?? [], left)).toEqual(written(Object.entries(recorded.gguf ?? {}), left));
    expect(rounded([...(gguf?.tensors ?? [])])).toEqual(rounded(Object.entries(recorded.tensors ?? {})));
    const harmless = "Unknown RoPE type: default";
    expect(report.warnings).toEqual((recorded.warnings ?? []).filter((warning) => warning !== harmless));
  });
});

describe("what llama.cpp loads of published configs", () => {
  it.each(cases.filter(({ config }) => config === undefined))("$name", (recorded) => {
    const { outcome, message, ropes } = predict(readConfig(textOf(recorded)), { runtime: "llama.cpp" });
    if (recorded.gguf?.["rope.dimension_sections"] === undefined && recorded.arch === "qwen3vl") {
      expect(message).toContain("key not found in model: qwen3vl.rope.dimension_sections");
      return;
    }
    expect(outcome).toBe("runs");
    const twice = ["gemma4", "mimo2"].includes(recorded.arch ?? "");
    expect(ropes.map(({ layerType }) => layerType)).toEqual(twice ? ["full_attention", "sliding_attention"] : [null]);
  });
});
