/** Every strategy inserted into every published config, in every layout: what an insertion must leave alone, and what must be gone. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { advise } from "../../../src/advice/advise.ts";
import { insertionFor } from "../../../src/advice/insertion-for.ts";
import { DEFAULT_SETTINGS } from "../../../src/advice/settings.ts";
import { LENGTH_KEYS } from "../../../src/config/lengths.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { STRATEGY_IDS } from "../../../src/rope/spec.ts";
import { type Diagnostic, diagnose } from "../../../src/rules/index.ts";
import { composed, inverse, LAYOUTS, traits } from "./support/layouts.ts";

const CORPUS = resolve(import.meta.dirname, "../../fixtures/corpus");
/** Few: what is inserted hardly depends on it, and counting is quicker. */
const BINS = 24;
const UNSCALED = "length/unscaled-extension";
/** What an insertion may change of a config, at top level or in its language model; dynamic needs a head size that types leave out. */
const CHANGED = ["rope_scaling", "rope_parameters", "original_max_position_embeddings", "head_dim", ...LENGTH_KEYS];
const THETA = /theta|rope_base|rotary_emb_base/;
const WITHOUT_BLOCK: readonly string[] = ["none"];

describe("every insertion", () => {
  let inserted = 0;

  it.each(readdirSync(CORPUS).filter((name) => name.endsWith(".json")))("into %s leaves the rest alone", (name) => {
    const original = readFileSync(resolve(CORPUS, name), "utf8");
    for (const [layout, laidOut] of LAYOUTS) {
      const before = laidOut(original);
      const snapshot = readConfig(before);
      const targetLength = 2 * Math.max(0, ...(snapshot.model?.ropes ?? []).map(({ claimedLength }) => claimedLength));
      if (targetLength === 0) continue;
      const [advice] = advise(snapshot, { ...DEFAULT_SETTINGS, targetLength, use: "fine-tuned", bins: BINS });
      if (advice === undefined) continue;
      const had = new Set(diagnose(snapshot).map(keyOf));
      for (const strategy of STRATEGY_IDS) {
        const made = insertionFor(snapshot, advice, strategy, {});
        if (!made.ok) continue;
        inserted++;
        const after = applyEdits(before, made.edits);
        const read = readConfig(after);
        const found = diagnose(read);
        expect({
          layout,
          strategy,
          composed: composed(before, made.edits) === after,
          undone: applyEdits(after, inverse(before, made.edits)) === before,
          parses: read.syntaxProblems.length <= snapshot.syntaxProblems.length,
          layoutKept: traits(after),
          rest: restOf(after),
          unscaled: WITHOUT_BLOCK.includes(strategy) ? [] : found.filter(({ code }) => code === UNSCALED),
          newErrors: found.filter((one) => one.severity === "error" && !had.has(keyOf(one))).map(keyOf),
        }).toEqual({
          layout,
          strategy,
          composed: true,
          undone: true,
          parses: true,
          layoutKept: traits(before),
          rest: restOf(before),
          unscaled: [],
          newErrors: [],
        });
      }
    }
  });

  it("was made a thousand times in all", () => {
    expect(inserted).toBeGreaterThan(1000);
  });
});

function keyOf({ code, jsonPointer }: Diagnostic): string {
  return `${code} ${jsonPointer}`;
}

/** What must stay as it is. */
function restOf(text: string): unknown {
  return JSON.stringify(parse(text.replace(/^\uFEFF/, "")), (key, value) =>
    CHANGED.includes(key) || THETA.test(key) ? undefined : value,
  );
}
