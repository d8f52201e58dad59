/** What the preview gets while a slider moves, against what it gets when it rests. */
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS, previewModelSteps } from "../../../src/advice/index.ts";
import { readConfig } from "../../../src/config/index.ts";
import type { PreviewModel, PreviewQuery } from "../../../src/protocol/index.ts";
import { runAtOnce } from "../../../src/rope/index.ts";

const CONFIG = { model_type: "llama", hidden_size: 512, num_attention_heads: 8, max_position_embeddings: 2048 };
const SNAPSHOT = readConfig(JSON.stringify(CONFIG), { pretrainedLength: 2048 });
const QUERY: PreviewQuery = {
  rope: 0,
  targetLength: 5000,
  bins: 72,
  use: "as-is",
  runtime: null,
  strategy: null,
  drawn: null,
  pair: null,
};

function model(quick: boolean): PreviewModel {
  const file = { file: "config.json", documentVersion: 1 };
  const made = runAtOnce(previewModelSteps(SNAPSHOT, QUERY, DEFAULT_SETTINGS, file, { quick }));
  if (made === null) throw new Error("no model");
  return made;
}

it("has the same figures but those that need other grids or the bound, and remembers only what is whole", () => {
  const quick = model(true);
  expect(quick.partial).toBe(true);
  expect(quick.analysis.bound).toBeNull();
  expect(quick.analysis.strategies.every(({ gridWins }) => gridWins === null)).toBe(true);
  expect(quick.evidence).toMatch(/not yet compared on 16 grids\.$/);

  const whole = model(false);
  expect(whole.partial).toBeUndefined();
  expect(whole.analysis.bound).not.toBeNull();
  const figures = ({ analysis }: PreviewModel) =>
    analysis.strategies.map(({ id, meanDisturbance, factors, perDimension, inRunning }) => ({
      id,
      meanDisturbance,
      factors,
      perDimension,
      inRunning,
    }));
  expect(figures(quick)).toEqual(figures(whole));
  expect(quick.headline).toBe(whole.headline);
  expect(quick.angles).toEqual(whole.angles);

  expect(model(true)).toEqual(whole);
});
