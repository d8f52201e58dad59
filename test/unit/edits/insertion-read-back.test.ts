import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { applyEdits as applyJsoncEdits } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { advise } from "../../../src/advice/advise.ts";
import { insertionFor } from "../../../src/advice/insertion-for.ts";
import { DEFAULT_SETTINGS } from "../../../src/advice/settings.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { frequencies } from "../../../src/rope/frequencies.ts";
import { STRATEGY_IDS } from "../../../src/rope/spec.ts";
import { relativeDifference } from "../rope/support.ts";
import { corpus } from "./support/insert.ts";

describe("reading an inserted block back", () => {
  it("gives the same frequencies to nine digits, for every strategy in both dialects", () => {
    fc.assert(
      fc.property(
        fc.record({
          theta: fc.constantFrom(10000, 500000, 1000000, 12345.678),
          heads: fc.constantFrom(8, 16, 32),
          length: fc.integer({ min: 128, max: 5000 }),
          scale: fc.double({ min: 1.1, max: 9, noNaN: true }),
          dialect: fc.constantFrom("v4", "v5" as const),
        }),
        ({ theta, heads, length, scale, dialect }) => {
          const target = Math.max(length + 1, Math.round(scale * length));
          const text = JSON.stringify(
            {
              model_type: "llama",
              hidden_size: 64 * heads,
              num_attention_heads: heads,
              num_hidden_layers: 2,
              max_position_embeddings: length,
              ...(dialect === "v4"
                ? { rope_theta: theta }
                : { rope_parameters: { rope_theta: theta, rope_type: "default" } }),
            },
            null,
            2,
          );
          const snapshot = readConfig(text);
          const [advice] = advise(snapshot, { ...DEFAULT_SETTINGS, targetLength: target, bins: 36 });
          if (advice === undefined) throw new Error("no RoPE was found");
          for (const id of STRATEGY_IDS) {
            const result = advice.analysis.strategies.find((strategy) => strategy.id === id);
            if (result === undefined) continue;
            const made = insertionFor(snapshot, advice, id);
            if (!made.ok) throw new Error(made.reason);
            const again = readConfig(applyEdits(text, made.edits)).model?.ropes[0];
            if (again === undefined) throw new Error(`${id} was not read back`);
            const { invFreq, attentionFactor } = frequencies(again.spec, target);
            const meant = result.factors.map((factor, i) => (advice.analysis.pretrainedFrequencies[i] ?? 0) / factor);
            expect(relativeDifference(invFreq, meant)).toBeLessThan(1e-9);
            expect(attentionFactor / result.attentionFactor).toBeCloseTo(1, 9);
          }
        },
      ),
      { numRuns: 40, seed: 21 },
    );
  });

  it("holds for every RoPE of every real config, and a file without edits stays as it is", () => {
    let inserted = 0;
    for (const name of readdirSync(corpus)) {
      const text = readFileSync(new URL(name, corpus), "utf8");
      const snapshot = readConfig(text);
      for (const { entry, rope } of advise(snapshot, { ...DEFAULT_SETTINGS, targetLength: 1, bins: 8 })) {
        const target = 2 * entry.spec.pretrainedLength;
        const advice = advise(snapshot, { ...DEFAULT_SETTINGS, targetLength: target, bins: 8 })[rope];
        if (advice?.analysis.recommended == null) continue;
        for (const id of ["linear", "resonant"] as const) {
          const made = insertionFor(snapshot, advice, id);
          if (!made.ok) continue;
          const after = applyEdits(text, made.edits);
          expect(after).toBe(
            applyJsoncEdits(
              text,
              made.edits.map(({ newText, ...at }) => ({ ...at, content: newText })),
            ),
          );
          const again = readConfig(after).model?.ropes[rope];
          // Phi-3's own config class refuses every block but longrope: transformers does not load such a file.
          if (again === undefined && id === "linear" && snapshot.model?.languageModelType === "phi3") continue;
          const result = advice.analysis.strategies.find((strategy) => strategy.id === id);
          const meant =
            result?.factors.map((factor, i) => (advice.analysis.pretrainedFrequencies[i] ?? 0) / factor) ?? [];
          const own = again === undefined ? [] : frequencies(again.spec, target).invFreq;
          expect({ name, rope, id, same: relativeDifference(own, meant) < 1e-9 }).toEqual({
            name,
            rope,
            id,
            same: true,
          });
          inserted++;
        }
      }
    }
    expect(inserted).toBeGreaterThan(20);
  });
});
