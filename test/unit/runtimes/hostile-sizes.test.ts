/** Sizes that no model has: an answer or none, at once. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict, RUNTIMES } from "../../../src/runtimes/index.ts";

const GEMMA3 = JSON.parse(readFileSync("test/fixtures/corpus/gemma3.json", "utf8"));

test.each(["1e9", "1e18", "Infinity", "-1", "0.5"])("%s layers", (layers) => {
  const config = { ...GEMMA3, text_config: { ...GEMMA3.text_config, num_hidden_layers: "LAYERS" } };
  const snapshot = readConfig(JSON.stringify(config).replace('"LAYERS"', layers));
  expect(snapshot.model).not.toBeNull();
  const outcomes = RUNTIMES.map(({ name }) => predict(snapshot, { runtime: name }).outcome);
  expect(outcomes.every((outcome) => ["runs", "differs", "raises", "unknown"].includes(outcome))).toBe(true);
});
