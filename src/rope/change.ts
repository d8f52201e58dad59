/** Strategies with parameters that a person set, measured beside the ranking of the strategies as they are. */
import type { Analysis, StrategyResult } from "./analysis.ts";
import { DEFAULT_SMOOTHING } from "./disturbance.ts";
import { DEFAULT_LOCAL_SHIFT_LIMIT } from "./local-shift.ts";
import { gridMeans, measure, resultOf } from "./measure.ts";
import { PairEvaluator } from "./pair-evaluator.ts";
import { type RopeSpec, STRATEGY_IDS, type StrategyId } from "./spec.ts";
import type { Steps } from "./steps.ts";
import { STRATEGIES } from "./strategies/index.ts";
import { PARAMETER_IDS, type ParameterValues, type StrategyParameter, unsoundValue } from "./strategies/parameters.ts";
import { factorSteps, type StrategyContext } from "./strategies/strategy.ts";

/** By strategy. */
export type StrategyChanges = Readonly<Partial<Record<StrategyId, ParameterValues>>>;

/**
 * The analysis with the changed strategies measured anew. Those whose angles move are not ranked: what disturbs least,
 * grids and ties stay those of the strategies as they are.
 * @param analysis of the spec
 * @throws RopeParameterError when a value is none that its strategy takes
 */
export function* changedAnalysisSteps(spec: RopeSpec, analysis: Analysis, changes: StrategyChanges): Steps<Analysis> {
  const evaluator = evaluatorOf(analysis);
  const changed = new Map<StrategyId, StrategyResult>();
  for (const own of analysis.strategies) {
    const { id } = own;
    const values = changes[id];
    if (!isRecord(values) || PARAMETER_IDS.every((parameter) => values[parameter] === undefined)) continue;
    const context: StrategyContext = { spec, evaluator, changes: values };
    const unsound = unsoundValue(STRATEGIES[id].parameters(context), values);
    if (unsound !== null) throw unsound;
    if (PARAMETER_IDS.every((parameter) => parameter === "attention_factor" || values[parameter] === undefined)) {
      // No angle moves, so every figure and the rank stay.
      changed.set(id, { ...own, attentionFactor: STRATEGIES[id].attentionFactor(context) });
      continue;
    }
    const measured = measure(context, id, yield* factorSteps(STRATEGIES[id], context));
    const [means] = yield* gridMeans(evaluator, [measured]);
    changed.set(id, {
      ...resultOf(measured, means, DEFAULT_LOCAL_SHIFT_LIMIT),
      inRunning: false,
      leftOut: { why: "changed" },
      gridWins: null,
    });
  }
  if (changed.size === 0) return analysis;
  // The sort is stable: equal means keep their order.
  const strategies = analysis.strategies
    .map((strategy) => changed.get(strategy.id) ?? strategy)
    .sort((a, b) => Number(b.inRunning) - Number(a.inRunning) || a.meanDisturbance - b.meanDisturbance);
  return { ...analysis, strategies };
}

/** What can be set by hand in a strategy of the analysis, with the values in force. */
export function parametersOf(
  spec: RopeSpec,
  analysis: Analysis,
  id: StrategyId,
  changes: ParameterValues | undefined,
): readonly StrategyParameter[] {
  return STRATEGIES[id].parameters({ spec, evaluator: evaluatorOf(analysis), changes });
}

/**
 * Of what came from outside the changes that can be made; everything else is left out.
 * @param wanted of any shape: by strategy id, by parameter id, numbers
 */
export function soundChanges(spec: RopeSpec, analysis: Analysis, wanted: unknown): StrategyChanges {
  const sound: Partial<Record<StrategyId, ParameterValues>> = {};
  if (!isRecord(wanted)) return sound;
  for (const id of STRATEGY_IDS) {
    if (!analysis.strategies.some((strategy) => strategy.id === id)) continue;
    let values = numbersOf(wanted[id]);
    for (;;) {
      const unsound = unsoundValue(parametersOf(spec, analysis, id, values), values);
      if (unsound === null) break;
      const { [unsound.parameter as keyof ParameterValues]: _, ...rest } = values;
      values = rest;
    }
    if (Object.keys(values).length > 0) sound[id] = values;
  }
  return sound;
}

function numbersOf(value: unknown): ParameterValues {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    PARAMETER_IDS.flatMap((id) => {
      const number = Object.hasOwn(value, id) ? value[id] : undefined;
      return typeof number === "number" ? [[id, number]] : [];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** An evaluator of what the analysis compares. */
export function evaluatorOf({ pretrainedFrequencies, pretrainedLength, targetLength, bins }: Analysis): PairEvaluator {
  const options = { bins, smoothing: DEFAULT_SMOOTHING };
  return new PairEvaluator(Float64Array.from(pretrainedFrequencies), pretrainedLength, targetLength, options);
}
