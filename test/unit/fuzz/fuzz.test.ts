/** A slice of what `npm run fuzz` does, the same in every run, and what it ever found. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict, RUNTIMES } from "../../../src/runtimes/index.ts";
import { randomOf } from "../../fuzz/random.ts";
import { fuzz } from "../../fuzz/run.ts";
import { tryText } from "../../fuzz/try-text.ts";

const FINDS = "test/fuzz/finds";
const SLICES = 12;
const INPUTS = 50;

describe("mutated configs", () => {
  const kinds = new Set<string>();
  let models = 0;

  // In slices, so that the runner is told of each.
  test.each(Array.from({ length: SLICES }, (_, slice) => slice))("break nothing, slice %i", (slice) => {
    for (const { number, text, trial } of fuzz(20_000_000, slice * INPUTS, INPUTS)) {
      expect(trial.finds, `input ${number}: ${text}`).toEqual([]);
      const { model, syntaxProblems } = readConfig(text);
      if (model !== null) models++;
      kinds.add(model?.modelType ?? "none");
      kinds.add(syntaxProblems.length > 0 ? "broken" : "sound");
    }
  });

  test("are neither all sound nor all broken, and of many types", () => {
    expect(models).toBeGreaterThan((SLICES * INPUTS) / 4);
    expect(models).toBeLessThan(SLICES * INPUTS);
    expect(kinds.size).toBeGreaterThan(30);
  });
});

test.each(readdirSync(FINDS))("%s", (name) => {
  const text = readFileSync(join(FINDS, name), "utf8");
  for (let seed = 0; seed < 40; seed++) expect(tryText(text, randomOf(seed)).finds).toEqual([]);
});

test("sizes that no model has are not computed", () => {
  const snapshot = readConfig(readFileSync(join(FINDS, "head-of-a-million.json"), "utf8"));
  expect(snapshot.model?.ropes).toEqual([]);
  for (const { name } of RUNTIMES) {
    const { outcome, ropes } = predict(snapshot, { runtime: name });
    expect(outcome === "unknown" || outcome === "raises", name).toBe(true);
    expect(ropes, name).toEqual([]);
  }
});
