/**
 * Resonant interpolation: one chain of factors for all pairs, of least
 * J = sum_i [ D_i(lambda_i) + mu S_i(lambda_i) ] + kappa * sum_i slope_i^2.
 *
 * Dynamic programming over the pairs gives the optimum when every D is known. A histogram costs far more than a step of
 * the programme, so D starts as its lower bound 0. Along the chain that is cheapest at the moment each D is replaced by a
 * better bound (few bins), and where it has that already by its value; then the programme runs again. When every D on the
 * cheapest chain is known, no other chain can be cheaper: its true cost is at least its bound, which is not lower.
 */
import { localShift } from "../local-shift.ts";
import type { PairEvaluator } from "../pair-evaluator.ts";
import { logSpacings } from "../slope-energy.ts";
import type { Steps } from "../steps.ts";
import { candidateFactors, factorGrid } from "./candidates.ts";
import { leastOverParabolas, parabolaSpace } from "./parabolas.ts";

/** Weights of the objective; measured on a language model (docs/evidence.md). */
export interface ChainWeights {
  /** Weight of the local shift. */
  readonly mu: number;
  /** Weight of the squared slope. */
  readonly kappa: number;
  /** Ratio of neighbouring factors on the candidates' grid; default 1.06. A finer grid lowers J and costs more. */
  readonly gridRatio?: number | undefined;
}

export const RESONANT_WEIGHTS: ChainWeights = { mu: 3, kappa: 0.1 };
/** Both weights 0: the least disturbance that the candidates allow; a bound, not a strategy. */
export const UNBOUND_WEIGHTS: ChainWeights = { mu: 0, kappa: 0 };

export interface Chain {
  /** lambda_i, one a pair; 1 for pairs that do not rotate. */
  readonly factors: Float64Array;
  /** J. */
  readonly objective: number;
}

const NOTHING = 0;
const BOUND = 1;
const VALUE = 2;

interface Stage {
  readonly pair: number;
  readonly factors: Float64Array;
  readonly logs: Float64Array;
  /** mu S + what is known of D so far: 0, a lower bound, or its value. */
  readonly costs: Float64Array;
  /** The part of `costs` that is mu S. */
  readonly shifts: Float64Array;
  /** How much is known of D: NOTHING, BOUND or VALUE. */
  readonly known: Uint8Array;
  readonly least: Float64Array;
  readonly choice: Int32Array;
  /** kappa / spacing^2; 0 where there is no slope. */
  readonly weight: number;
}

/** @param scale s > 1 */
export function* resonantChain(evaluator: PairEvaluator, weights: ChainWeights): Steps<Chain> {
  const { frequencies } = evaluator;
  const stages = buildStages(evaluator, weights);
  const factors = new Float64Array(frequencies.length).fill(1);
  if (weights.kappa === 0) return yield* separately(evaluator, stages, factors);
  const path = new Int32Array(stages.length);
  const space = parabolaSpace(Math.max(0, ...stages.map((stage) => stage.factors.length)));
  for (;;) {
    const objective = cheapest(stages, path, space);
    let complete = true;
    let known = 0;
    stages.forEach((stage, index) => {
      const k = path[index] ?? 0;
      if (stage.known[k] === VALUE) known++;
      else {
        complete = false;
        learnMore(evaluator, stage, k);
      }
    });
    yield { done: known, total: stages.length, what: "resonant" };
    if (!complete) continue;
    stages.forEach((stage, index) => {
      factors[stage.pair] = stage.factors[path[index] ?? 0] ?? 1;
    });
    return { factors, objective };
  }
}

/** Without a weight on the slope the pairs do not depend on each other: each takes its own cheapest candidate. */
function* separately(evaluator: PairEvaluator, stages: readonly Stage[], factors: Float64Array): Steps<Chain> {
  let objective = 0;
  for (const [index, stage] of stages.entries()) {
    let k = indexOfLeast(stage.costs);
    while (stage.known[k] !== VALUE) {
      learnMore(evaluator, stage, k);
      k = indexOfLeast(stage.costs);
    }
    factors[stage.pair] = stage.factors[k] ?? 1;
    objective += stage.costs[k] ?? 0;
    yield { done: index + 1, total: stages.length, what: "bound" };
  }
  return { factors, objective };
}

/** One step from nothing over the bound to the value of D. */
function learnMore(evaluator: PairEvaluator, stage: Stage, k: number): void {
  const factor = stage.factors[k] ?? 1;
  const bounded = stage.known[k] === NOTHING;
  const value = bounded ? evaluator.disturbanceBound(stage.pair, factor) : evaluator.disturbance(stage.pair, factor);
  stage.costs[k] = (stage.shifts[k] ?? 0) + value;
  stage.known[k] = bounded ? BOUND : VALUE;
}

function buildStages(evaluator: PairEvaluator, weights: ChainWeights): Stage[] {
  const { frequencies, scale, pretrainedLength } = evaluator;
  const rotating = [...frequencies.keys()].filter((pair) => evaluator.rotates(pair));
  const spacings = logSpacings(rotating.map((pair) => evaluator.frequency(pair)));
  const grid = factorGrid(scale, weights.gridRatio);
  return rotating.map((pair, index) => {
    const theta = evaluator.frequency(pair);
    const factors = candidateFactors(theta, scale, grid, pretrainedLength);
    const size = factors.length;
    const shifts = factors.map((factor) => weights.mu * localShift(theta, theta / factor));
    const costs = Float64Array.from(shifts);
    const known = new Uint8Array(size);
    factors.forEach((factor, k) => {
      if (!evaluator.isKnown(pair, factor)) return;
      costs[k] = (shifts[k] ?? 0) + evaluator.disturbance(pair, factor);
      known[k] = VALUE;
    });
    const spacing = spacings[index];
    return {
      pair,
      factors,
      logs: factors.map((factor) => Math.log(factor)),
      costs,
      shifts,
      known,
      least: new Float64Array(size),
      choice: new Int32Array(size),
      // No slope, as in `slopeEnergy`: for a single pair, and where a base of 1 gives neighbours one frequency.
      weight: spacing === undefined || spacing === 0 ? 0 : weights.kappa / (spacing * spacing),
    };
  });
}

/** Runs the programme once. @returns the least cost; `path` receives the candidate of each stage */
function cheapest(stages: readonly Stage[], path: Int32Array, space: ReturnType<typeof parabolaSpace>): number {
  let before: Stage | null = null;
  for (const stage of stages) {
    const { least, choice, costs, logs, weight } = stage;
    if (before === null) {
      for (let k = 0; k < costs.length; k++) {
        const log = logs[k] as number;
        least[k] = weight * log * log;
      }
    } else leastOverParabolas(before.least, before.logs, logs, weight, least, choice, space);
    for (let k = 0; k < costs.length; k++) least[k] = (least[k] as number) + (costs[k] as number);
    before = stage;
  }
  const last = stages[stages.length - 1];
  if (last === undefined) return 0;
  let k = indexOfLeast(last.least);
  const total = last.least[k] ?? 0;
  for (let index = stages.length - 1; index >= 0; index--) {
    path[index] = k;
    k = stages[index]?.choice[k] ?? 0;
  }
  return total;
}

function indexOfLeast(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if ((values[k] as number) < (values[best] as number)) best = k;
  return best;
}
