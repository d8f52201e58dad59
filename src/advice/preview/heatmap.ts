/** Change of share of every pair and bin under several strategies. */
import type { HeatmapModel } from "../../protocol/preview.ts";
import type { Analysis } from "../../rope/analysis.ts";
import { angleCounts } from "../../rope/angle-counts.ts";
import { DEFAULT_SMOOTHING } from "../../rope/disturbance.ts";
import type { StrategyId } from "../../rope/spec.ts";

/** Marks of bins without a ratio. */
export const NEW_ANGLE = 1e9;
export const NEVER_VISITED = -1e9;

export function heatmapOf(analysis: Analysis, drawn: readonly StrategyId[]): HeatmapModel {
  const { bins, pretrainedLength, targetLength, pretrainedFrequencies } = analysis;
  const pretrained = pretrainedFrequencies.map((theta) => angleCounts(theta, pretrainedLength, bins));
  const logTotals = Math.log((targetLength + bins * DEFAULT_SMOOTHING) / (pretrainedLength + bins * DEFAULT_SMOOTHING));
  const strategies = drawn.flatMap((id) => {
    const strategy = analysis.strategies.find((candidate) => candidate.id === id);
    if (strategy === undefined) return [];
    const values: number[] = [];
    let newPositions = 0;
    pretrainedFrequencies.forEach((theta, pair) => {
      const before = pretrained[pair];
      const after = angleCounts(theta / (strategy.factors[pair] ?? 1), targetLength, bins);
      for (let k = 0; k < bins; k++) {
        const was = before?.[k] ?? 0;
        const is = after[k] ?? 0;
        if (was === 0) {
          newPositions += is;
          values.push(is > 0 ? NEW_ANGLE : NEVER_VISITED);
        } else {
          const ratio = Math.log((is + DEFAULT_SMOOTHING) / (was + DEFAULT_SMOOTHING)) - logTotals;
          values.push(Math.round(ratio * 1000) / 1000);
        }
      }
    });
    return [{ id, values, newShare: newPositions / (targetLength * pretrainedFrequencies.length) }];
  });
  return { bins, pairs: pretrainedFrequencies.length, strategies };
}
