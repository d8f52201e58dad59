import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { type Diagnostic, diagnose } from "../../../src/rules/index.ts";
import { findings, gemma, json, llama, llava, mla, small, tiny, yarn } from "./support/configs.ts";

const TEXTS = [
  llama({ max_position_embeddings: 16384 }),
  small({ rope_scaling: yarn({ attn_factor: 1.2, beta_fast: 1, beta_slow: 32 }) }),
  small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }),
  tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }),
  gemma({ rope_scaling: { rope_type: "linear", factor: 8 } }),
  llava({ rope_scaling: yarn() }),
  mla({ rope_scaling: { type: "yarn", factor: 40, original_max_position_embeddings: 4096 } }),
];

const RUNTIMES = ["transformers@4.48.3", "vllm", "sglang", "exllamav2", "mlx-lm", "tgi"];

/** What must hold of any finding, whatever the file. */
function expectSane(text: string, found: readonly Diagnostic[]): void {
  for (const { offset, length, message, fixes } of found) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(message.length).toBeLessThan(800);
    for (const { edits } of fixes) {
      let end = 0;
      for (const edit of edits) {
        expect(edit.offset).toBeGreaterThanOrEqual(end);
        end = edit.offset + edit.length;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }
  }
}

const JSON_VALUES = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(fc.double(), fc.string()), { maxLength: 6 }),
  fc.dictionary(fc.string(), fc.oneof(fc.double(), fc.string(), fc.constant(null)), { maxKeys: 4 }),
);

describe("whatever stands in the file", () => {
  it("finds something or nothing, and never throws, in damaged texts", async () => {
    const damage = fc.record({
      text: fc.constantFrom(...TEXTS),
      at: fc.nat(1200),
      removed: fc.nat(40),
      inserted: fc.oneof(
        fc.string(),
        fc.constantFrom("{", "}", '"', ",", "null", "NaN", "-", "[", "\\", "\u0000", "\uFEFF"),
      ),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ text, at, removed, inserted }) => {
        const damaged = text.slice(0, at) + inserted + text.slice(at + removed);
        expectSane(damaged, findings(damaged, { runtimes: RUNTIMES }));
        await nextTurn();
      }),
      { numRuns: 1500 },
    );
  });

  it("finds something or nothing, and never throws, with any value under any key", async () => {
    const keys = fc.constantFrom(
      ...["rope_scaling", "rope_parameters", "rope_theta", "max_position_embeddings", "head_dim", "layer_types"],
      ...["hidden_size", "num_attention_heads", "num_key_value_heads", "sliding_window", "partial_rotary_factor"],
      ...["model_type", "original_max_position_embeddings", "text_config", "__proto__", "constructor", "auto_map"],
    );
    const inner = fc.constantFrom(
      ...[
        "rope_type",
        "type",
        "factor",
        "beta_fast",
        "beta_slow",
        "mscale",
        "attention_factor",
        "short_factor",
        "long_factor",
      ],
      ...[
        "low_freq_factor",
        "high_freq_factor",
        "mrope_section",
        "truncate",
        "original_max_position_embeddings",
        "toString",
      ],
    );
    const block = fc.dictionary(inner, JSON_VALUES, { maxKeys: 5 });
    const types = fc.constantFrom("llama", "gemma3_text", "deepseek_v3", "gpt_neox", "phi3", "qwen2_5_vl", "none");
    const blockType = fc.constantFrom("yarn", "linear", "dynamic", "llama3", "longrope", "proportional", "default");
    const values = fc.dictionary(keys, JSON_VALUES);
    await fc.assert(
      fc.asyncProperty(values, block, types, blockType, async (beside, scaling, type, ropeType) => {
        const text = small({ model_type: type, rope_scaling: { rope_type: ropeType, ...scaling }, ...beside });
        expectSane(text, findings(text, { runtimes: RUNTIMES }));
        expectSane(text, findings(text));
        await nextTurn();
      }),
      { numRuns: 1500 },
    );
  });

  it("keeps markup and control characters of the file out of its messages", () => {
    const name = "<img src=x onerror=alert(1)>\u0007\u202E\u2028";
    const found = findings(small({ rope_scaling: yarn({ rope_type: name }) }));
    expect(found.map(({ code }) => code)).toEqual(["rope/unknown-type"]);
    expectSane("x".repeat(10_000), found);
  });

  it("clips long values", () => {
    const [finding] = findings(small({ rope_scaling: yarn({ rope_type: "y".repeat(100_000) }) }));
    expect(finding?.code).toBe("rope/unknown-type");
    expect(finding?.message.length).toBeLessThan(500);
  });

  it("takes __proto__ for a key like any other", () => {
    const text =
      '{"model_type": "llama", "hidden_size": 2048, "__proto__": {"rope_theta": "1"}, "rope_scaling": {"__proto__": {"factor": 2}, "rope_type": "linear", "factor": 4.0}}';
    expect(findings(text).map(({ code, jsonPointer }) => `${code} ${jsonPointer}`)).toEqual([
      "rope/unused-key /rope_scaling/__proto__",
    ]);
  });

  it("reads tabs, CRLF and one line alike", () => {
    const text = small({ rope_scaling: yarn({ beta_fast: 1, beta_slow: 32 }) });
    const shapes = [text, text.replaceAll("\n", "\r\n"), text.replaceAll("  ", "\t"), JSON.stringify(JSON.parse(text))];
    expect(shapes.map((shape) => findings(shape).map(({ code }) => code))).toEqual(
      shapes.map(() => ["rope/swapped-betas"]),
    );
  });

  it("says nothing about deep nesting, huge files and files of other programs but what Python says", () => {
    const deep = `{"model_type": "llama", "hidden_size": 1, "x": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(findings(deep)).toEqual([]);
    const huge = `{"model_type": "llama", "hidden_size": 2048, "x": "${"a".repeat(6_000_000)}"}`;
    expect(findings(huge)).toEqual([]);
    for (const foreign of ["", "[]", "null", '{"name": "web", "version": "1.0.0"}', json({ compilerOptions: {} })]) {
      expect(diagnose(readConfig(foreign))).toEqual([]);
    }
  });

  it("marks one entry of a list with a million bad ones", () => {
    const list = Array(100_000).fill("1.0");
    const text = tiny({ short_factor: list, long_factor: [1, 1.5, 3, 4] });
    expect(findings(text).map(({ code, jsonPointer }) => `${code} ${jsonPointer}`)).toEqual([
      "rope/list-length /rope_scaling/short_factor",
      "rope/wrong-type /rope_scaling/short_factor/0",
    ]);
  });
});
