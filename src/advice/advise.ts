/** The ranking of every rotary embedding of a config, remembered by content. */
import type { ConfigSnapshot, ModelConfig, RopeEntry } from "../config/model.ts";
import { analysisSteps, nothingToExtend } from "../rope/analyse.ts";
import type { Analysis, NothingReason } from "../rope/analysis.ts";
import type { StrategyChanges } from "../rope/change.ts";
import { RecentMap } from "../rope/recent-map.ts";
import { type RunOptions, runAtOnce, runInSlices, type Steps } from "../rope/steps.ts";
import { type Target, targetOf } from "./lengths.ts";
import { cannotRun } from "./runtime-support.ts";
import type { AdviceSettings } from "./settings.ts";

export interface RopeAdvice {
  readonly model: ModelConfig;
  /** Index into the model's ropes. */
  readonly rope: number;
  readonly entry: RopeEntry;
  readonly target: Target;
  readonly analysis: Analysis;
  /** What of the strategies was set by hand; absent: nothing. */
  readonly changes?: StrategyChanges;
}

const kept = new RecentMap<string, Analysis>(64);

/** Every RoPE of the config; empty for a file that is no model config or has no RoPE. */
export function advise(snapshot: ConfigSnapshot, settings: AdviceSettings): RopeAdvice[] {
  return runAtOnce(adviceSteps(snapshot, settings));
}

export interface AdviceExtent<T> {
  /** Without the comparison on other grids and the bound, unless they are known already. */
  readonly quick?: boolean | undefined;
  /** Is given what is known once the ranking stands; how sure it is follows with the result. Not called when all was remembered. */
  readonly onRanked?: ((ranked: T) => void) | undefined;
}

/** The same in slices: others get in between, and it can be cancelled. */
export function adviseInSlices(
  snapshot: ConfigSnapshot,
  settings: AdviceSettings,
  run: RunOptions & Pick<AdviceExtent<RopeAdvice[]>, "onRanked"> = {},
): Promise<RopeAdvice[]> {
  return runInSlices(adviceSteps(snapshot, settings, run.onRanked), run);
}

/** @param onRanked is called once the last of the RoPEs is ranked, unless all was remembered */
function* adviceSteps(
  snapshot: ConfigSnapshot,
  settings: AdviceSettings,
  onRanked?: AdviceExtent<RopeAdvice[]>["onRanked"],
): Steps<RopeAdvice[]> {
  const { model } = snapshot;
  if (model === null) return [];
  const result: RopeAdvice[] = [];
  for (const rope of model.ropes.keys()) {
    const last = rope === model.ropes.length - 1;
    const ranked = last ? (advice: RopeAdvice) => onRanked?.([...result, advice]) : undefined;
    const advice = yield* ropeAdviceSteps(model, rope, settings, { onRanked: ranked });
    if (advice !== null) result.push(advice);
  }
  return result;
}

/** One RoPE; null when there is no such. */
export function* ropeAdviceSteps(
  model: ModelConfig,
  rope: number,
  settings: AdviceSettings,
  extent: AdviceExtent<RopeAdvice> = {},
): Steps<RopeAdvice | null> {
  const entry = model.ropes[rope];
  if (entry === undefined) return null;
  const target = targetOf(entry, settings);
  const about = { model, rope, entry, target };
  const { quick, onRanked } = extent;
  const ranked = onRanked && ((analysis: Analysis) => onRanked({ ...about, analysis }));
  return { ...about, analysis: yield* analysisOf(model, entry, target.length, settings, { quick, onRanked: ranked }) };
}

/** Why extending makes no sense for these layers, whatever the target; null when it may. */
function nothingReason(entry: RopeEntry, targetLength: number): NothingReason | null {
  if (entry.noPositions) return "nope";
  if (entry.slidingWindow !== null && entry.slidingWindow <= entry.spec.pretrainedLength) return "sliding";
  return targetLength <= entry.spec.pretrainedLength ? "within" : null;
}

function* analysisOf(
  model: ModelConfig,
  entry: RopeEntry,
  targetLength: number,
  settings: AdviceSettings,
  { quick = false, onRanked }: AdviceExtent<Analysis>,
): Steps<Analysis> {
  const reason = nothingReason(entry, targetLength);
  if (reason !== null) return nothingToExtend(entry.spec, targetLength, settings, reason);
  const { modelType } = model;
  const key = JSON.stringify([entry.spec, targetLength, settings.use, settings.bins, settings.runtimes, modelType]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const analysis = yield* analysisSteps(entry.spec, targetLength, {
    bins: settings.bins,
    use: settings.use,
    cannotRun: settings.runtimes.length === 0 ? undefined : cannotRun(model, settings.runtimes),
    onRanked,
    ...(quick ? { stability: false, bound: false } : {}),
  });
  if (!quick) kept.set(key, analysis);
  return analysis;
}
