/** Target planning in one sentence: how much longer the recommended strategy could go. */
import * as l10n from "@vscode/l10n";
import { longestWindow } from "../rope/longest-window.ts";
import type { StrategyId } from "../rope/spec.ts";
import type { Steps } from "../rope/steps.ts";
import type { RopeAdvice } from "./advise.ts";
import { decimalsFor, disturbanceText } from "./numbers.ts";

/** Longest window looked at, as a multiple of L: the end of the length chart. */
const MOST_SCALE = 32;

/**
 * "resonant stays at or below linear's 0.03362 at 16384 up to at least 131072 tokens." Empty where nothing is recommended,
 * where it is linear, or where linear disturbs less.
 * @param known a strategy's mean disturbance at a target length, where it was computed before
 */
export function* planningSteps(
  { entry, analysis }: RopeAdvice,
  known?: (id: StrategyId, length: number) => number | undefined,
): Steps<string> {
  const first = analysis.strategies.find(({ id }) => id === analysis.recommended);
  const linear = analysis.strategies.find(({ id }) => id === "linear");
  if (first === undefined || linear === undefined || linear.meanDisturbance <= first.meanDisturbance) return "";
  const { pretrainedLength, targetLength, bins } = analysis;
  const length = yield* longestWindow(entry.spec, first.id, linear.meanDisturbance, {
    bins,
    mostScale: MOST_SCALE,
    known: (at) => known?.(first.id, at),
  });
  if (length <= targetLength) return "";
  const decimals = decimalsFor(analysis.strategies.map(({ meanDisturbance }) => meanDisturbance));
  const reach = length >= MOST_SCALE * pretrainedLength ? l10n.t("at least {0}", length) : String(length);
  const value = disturbanceText(linear.meanDisturbance, decimals);
  return l10n.t("{0} stays at or below linear's {1} at {2} up to {3} tokens.", first.title, value, targetLength, reach);
}
