import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { looksLikeModelConfig } from "../../../src/client/candidate.ts";
import { readConfig } from "../../../src/config/index.ts";

const CORPUS = resolve(import.meta.dirname, "../../fixtures/corpus");

test("every published config that the server reads as one starts the server", () => {
  const configs = readdirSync(CORPUS).filter((file) => file.endsWith(".json"));
  expect(configs.length).toBeGreaterThan(20);
  for (const file of configs) {
    const text = readFileSync(join(CORPUS, file), "utf8");
    if (readConfig(text).model !== null) expect([file, looksLikeModelConfig(text)]).toEqual([file, true]);
  }
});

test("Meta's params.json starts the server", () => {
  expect(
    looksLikeModelConfig('{"dim": 4096, "n_layers": 32, "n_heads": 32, "n_kv_heads": 8, "rope_theta": 500000.0}'),
  ).toBe(true);
  expect(
    looksLikeModelConfig('{"dim": 4096, "multiple_of": 256, "n_heads": 32, "n_layers": 32, "norm_eps": 1e-06}'),
  ).toBe(true);
});

test("other files do not", () => {
  for (const text of ["", "[]", "null", '{"name": "site", "version": "1.0.0"}', '{"title": "My model_type page"}']) {
    expect(looksLikeModelConfig(text)).toBe(false);
  }
});
