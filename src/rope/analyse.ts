/** Compares every strategy on one rotary embedding at one target length, and says which disturbs least. */
import type { Analysis, LeftOut, LeftOutByRuntime, NothingReason, StrategyResult } from "./analysis.ts";
import { DEFAULT_BINS, DEFAULT_SMOOTHING } from "./disturbance.ts";
import { pretrainedFrequencies } from "./frequencies.ts";
import { DEFAULT_LOCAL_SHIFT_LIMIT } from "./local-shift.ts";
import { gridMeans, type Measured, measure, resultOf } from "./measure.ts";
import { PairEvaluator } from "./pair-evaluator.ts";
import { requireAtLeast, requireWhole } from "./parameter-error.ts";
import { resonantChain, UNBOUND_WEIGHTS } from "./resonant/chain.ts";
import { type RopeSpec, STRATEGY_IDS, type StrategyId, type Use } from "./spec.ts";
import { GRID_COUNT } from "./stability.ts";
import { runAtOnce, type Steps } from "./steps.ts";
import { STRATEGIES } from "./strategies/index.ts";
import { notWritableText } from "./strategies/not-writable.ts";
import { factorSteps, type StrategyContext } from "./strategies/strategy.ts";

/** Share of the grids that a recommendation must win to be called stable. */
export const STABLE_SHARE = 0.75;

export interface AnalysisOptions {
  /** b; default 360. */
  readonly bins?: number | undefined;
  readonly smoothing?: number | undefined;
  readonly use?: Use | undefined;
  /** Local shift above which a strategy needs fine-tuning; default 0.01. */
  readonly localShiftLimit?: number | undefined;
  /** Which strategies to compare; default all that exist for the RoPE. */
  readonly strategies?: readonly StrategyId[] | undefined;
  /** Why the chosen runtimes cannot run a strategy; null when they can. Default: no runtime is chosen. */
  readonly cannotRun?: ((id: StrategyId) => Omit<LeftOutByRuntime, "why"> | null) | undefined;
  /** Repeat the ranking on 16 grids; default true. Without it gridWins is null and the ranking counts as unstable. */
  readonly stability?: boolean | undefined;
  /** Compute the least disturbance that resonant's candidates allow; default true. */
  readonly bound?: boolean | undefined;
  /** Is given the ranking before it is repeated on other grids: `gridWins` null, `bound` null, not stable. */
  readonly onRanked?: ((ranked: Analysis) => void) | undefined;
}

interface Compared extends Measured {
  readonly leftOut: LeftOut | null;
}

/**
 * @param targetLength L', tokens, at least 1; at or below L there is nothing to extend
 * @throws RopeParameterError when a parameter is outside its domain
 */
export function analyse(spec: RopeSpec, targetLength: number, options: AnalysisOptions = {}): Analysis {
  return runAtOnce(analysisSteps(spec, targetLength, options));
}

/** The same in steps, for `runInSlices`. */
export function* analysisSteps(spec: RopeSpec, targetLength: number, options: AnalysisOptions = {}): Steps<Analysis> {
  requireWhole("targetLength", targetLength, 1);
  const { bins = DEFAULT_BINS, smoothing = DEFAULT_SMOOTHING, use = "as-is" } = options;
  const limit = options.localShiftLimit ?? DEFAULT_LOCAL_SHIFT_LIMIT;
  requireAtLeast("localShiftLimit", limit, 0);
  const base = baseOf(spec, targetLength, { bins, use });
  const frequencies = Float64Array.from(base.pretrainedFrequencies);
  const evaluator = new PairEvaluator(frequencies, spec.pretrainedLength, targetLength, { bins, smoothing });
  if (targetLength <= spec.pretrainedLength) return { ...base, ...NOTHING, reason: "within" };
  const context: StrategyContext = { spec, evaluator };
  const compared: Compared[] = [];
  for (const id of STRATEGY_IDS) {
    const wanted = options.strategies?.includes(id) ?? true;
    if (!wanted || !STRATEGIES[id].applies(spec)) continue;
    const measured = measure(context, id, yield* factorSteps(STRATEGIES[id], context));
    compared.push({
      ...measured,
      leftOut: leftOut(id, spec, measured.localShift, use, limit, options),
    });
    yield { done: compared.length, total: STRATEGY_IDS.length, what: id };
  }
  options.onRanked?.({ ...base, ...rankingOf(compared, null, limit), bound: null });
  const bound = (options.bound ?? true) ? yield* boundOf(evaluator) : null;
  const means = (options.stability ?? true) ? yield* gridMeans(evaluator, compared) : null;
  return { ...base, ...rankingOf(compared, means, limit), bound };
}

/** The answer where there is nothing to compare. */
export function nothingToExtend(
  spec: RopeSpec,
  targetLength: number,
  options: Pick<Analysis, "bins" | "use">,
  reason: NothingReason,
): Analysis {
  return { ...baseOf(spec, targetLength, options), ...NOTHING, reason };
}

const NOTHING = { strategies: [], recommended: null, stable: false, tiedWith: [], bound: null } as const;

/** What an analysis says of the RoPE itself. */
function baseOf(spec: RopeSpec, targetLength: number, { bins, use }: Pick<Analysis, "bins" | "use">) {
  const { pretrainedLength } = spec;
  const scale = targetLength / pretrainedLength;
  return {
    pretrainedLength,
    targetLength,
    scale,
    bins,
    use,
    pretrainedFrequencies: Array.from(pretrainedFrequencies(spec)),
  };
}

/** @param means of each strategy on each grid; null where the ranking is not repeated */
function rankingOf(
  compared: readonly Compared[],
  means: readonly Float64Array[] | null,
  limit: number,
): Pick<Analysis, "strategies" | "recommended" | "reason" | "stable" | "tiedWith"> {
  const wins = means === null ? null : gridWins(compared, means);
  const strategies = compared
    .map(
      (entry, index): StrategyResult => ({
        ...resultOf(entry, means?.[index], limit),
        inRunning: entry.leftOut === null,
        leftOut: entry.leftOut,
        gridWins: wins?.get(entry.id) ?? null,
      }),
    )
    // The sort is stable. Of equal factors the later one of the list comes first, which is the one that can be written anew.
    .reverse()
    .sort((a, b) => Number(b.inRunning) - Number(a.inRunning) || a.meanDisturbance - b.meanDisturbance);
  const first = strategies[0];
  const recommended = first?.inRunning === true ? first : null;
  const stable = (recommended?.gridWins ?? 0) >= STABLE_SHARE;
  const tiedWith = stable || recommended === null ? [] : rivals(strategies, recommended);
  return { strategies, recommended: recommended?.id ?? null, reason: null, stable, tiedWith };
}

function leftOut(
  id: StrategyId,
  spec: RopeSpec,
  shift: number,
  use: Use,
  limit: number,
  options: AnalysisOptions,
): LeftOut | null {
  if (id === "dynamic") return { why: "running-length" };
  const reason = STRATEGIES[id].notWritable(spec);
  if (reason !== null) return { why: "not-writable", reason, detail: notWritableText(reason) };
  const cannot = options.cannotRun?.(id) ?? null;
  if (cannot !== null) return { why: "runtime", ...cannot };
  if (use === "as-is" && shift > limit) return { why: "needs-fine-tuning" };
  return null;
}

function* boundOf(evaluator: PairEvaluator): Steps<NonNullable<Analysis["bound"]>> {
  const unbound = yield* resonantChain(evaluator, UNBOUND_WEIGHTS);
  const pairs = unbound.factors.map((factor, pair) => evaluator.disturbance(pair, factor));
  return { meanDisturbance: evaluator.mean(pairs), perDimension: Array.from(pairs) };
}

/** Share of the grids that each strategy in the running wins; strategies with the same factors win together. */
function gridWins(compared: readonly Compared[], means: readonly Float64Array[]): Map<StrategyId, number> {
  const running = compared.flatMap((entry, index) =>
    entry.leftOut === null ? [{ ...entry, means: means[index] as Float64Array }] : [],
  );
  const wins = new Map(running.map(({ id }) => [id, 0]));
  for (let g = 0; g < GRID_COUNT; g++) {
    const least = Math.min(...running.map((entry) => entry.means[g] as number));
    const winner = running.find((entry) => entry.means[g] === least);
    for (const { id, factors } of running) {
      if (winner !== undefined && sameFactors(factors, winner.factors)) {
        wins.set(id, (wins.get(id) ?? 0) + 1 / GRID_COUNT);
      }
    }
  }
  return wins;
}

/** Equal to nine digits: what survives being written to a file and read back. */
export function sameFactors(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return Array.from(a).every((factor, i) => Math.abs(factor - (b[i] ?? 0)) <= 1e-9 * Math.abs(factor));
}

function rivals(strategies: readonly StrategyResult[], recommended: StrategyResult): StrategyId[] {
  return strategies
    .filter((other) => (other.gridWins ?? 0) > 0 && !sameFactors(other.factors, recommended.factors))
    .map((other) => other.id);
}
