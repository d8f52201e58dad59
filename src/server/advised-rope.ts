import { type AdviceSettings, type RopeAdvice, ropeAdviceSteps } from "../advice/index.ts";
import type { ModelConfig } from "../config/index.ts";
import { runInSlices } from "../rope/index.ts";

/**
 * The RoPE that a request is about: the named one, else the first that there is something to extend in, else the first.
 * @param wanted index into the model's ropes; null: not named
 * @returns null when the model has no RoPE, or not that one
 */
export async function advisedRope(
  model: ModelConfig,
  wanted: number | null,
  settings: AdviceSettings,
  signal: AbortSignal,
): Promise<RopeAdvice | null> {
  const advised: RopeAdvice[] = [];
  for (const rope of wanted === null ? model.ropes.keys() : [wanted]) {
    const advice = await runInSlices(ropeAdviceSteps(model, rope, settings), { signal });
    if (advice !== null) advised.push(advice);
  }
  return advised.find(({ analysis }) => analysis.reason === null) ?? advised[0] ?? null;
}
