/** A slice of what `npm run fuzz` does, the same in every run, and what it ever found. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict, RUNTIMES } from "../../../src/runtimes/index.ts";
import { randomOf } from "../../fuzz/random.ts";
import { fuzz } from "../../fuzz/run.ts";
import { tryText } from "../../fuzz/try-text.ts";

const FINDS = "test/fuzz/finds";
const INPUTS = 1500;

test("mutated configs break nothing", () => {
  const kinds = new Set<string>();
  let models = 0;
  for (const { number, text, trial } of fuzz(20_000_000, 0, INPUTS)) {
    expect(trial.finds, `input ${number}: ${text}`).toEqual([]);
    const { model, syntaxProblems } = readConfig(text);
    if (model !== null) models++;
    kinds.add(model?.modelType ?? "none");
    kinds.add(syntaxProblems.length > 0 ? "broken" : "sound");
  }
  // Neither only sound nor only broken texts, of many types.
  expect(models).toBeGreaterThan(INPUTS / 4);
  expect(models).toBeLessThan(INPUTS);
  expect(kinds.size).toBeGreaterThan(30);
});

test.each(readdirSync(FINDS))("%s", (name) => {
  const text = readFileSync(join(FINDS, name), "utf8");
  for (let seed = 0; seed < 100; seed++) expect(tryText(text, randomOf(seed)).finds).toEqual([]);
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
