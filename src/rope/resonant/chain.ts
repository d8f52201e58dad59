/**
 * Resonant interpolation: one chain of factors for all pairs, of least
 * J = sum_i [ D_i(lambda_i) + mu S_i(lambda_i) ] + kappa * sum_i slope_i^2.
 *
 * Dynamic programming over the pairs gives the optimum when every D is known. A histogram costs far more than a step of
 * the programme, so D starts as its lower bound 0 and is computed only along the chain that is cheapest at the moment;
 * then the programme runs again. When every D on the cheapest chain is known, no other chain can be cheaper: its true
 * cost is at least its bound, which is not lower.
 */
import { localShift } from "../local-shift.ts";
import type { PairEvaluator } from "../pair-evaluator.ts";
import { logSpacings } from "../slope-energy.ts";
import type { Steps } from "../steps.ts";
import { candidateFactors, factorGrid } from "./candidates.ts";
import { leastOverParabolas, parabolaSpace } from "./parabolas.ts";

/** Weights of the objective; measured on a language model (docs/method.md). */
export interface ChainWeights {
  /** Weight of the local shift. */
  readonly mu: number;
  /** Weight of the squared slope. */
  readonly kappa: number;
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

interface Stage {
  readonly pair: number;
  readonly factors: Float64Array;
  readonly logs: Float64Array;
  /** mu S + D, where D is known; else mu S + the lower bound. */
  readonly costs: Float64Array;
  readonly exact: Uint8Array;
  readonly least: Float64Array;
  readonly choice: Int32Array;
  /** kappa / spacing^2. */
  readonly weight: number;
}

/** @param scale s > 1 */
export function* resonantChain(evaluator: PairEvaluator, weights: ChainWeights): Steps<Chain> {
  const { frequencies } = evaluator;
  const stages = buildStages(evaluator, weights);
  const factors = new Float64Array(frequencies.length).fill(1);
  if (stages.length === 0) return { factors, objective: 0 };
  const path = new Int32Array(stages.length);
  const space = parabolaSpace(Math.max(...stages.map((stage) => stage.factors.length)));
  for (;;) {
    const objective = cheapest(stages, path, space);
    let complete = true;
    let known = 0;
    stages.forEach((stage, index) => {
      const k = path[index] ?? 0;
      if (stage.exact[k] === 1) {
        known++;
        return;
      }
      complete = false;
      stage.costs[k] = (stage.costs[k] ?? 0) + evaluator.disturbance(stage.pair, stage.factors[k] ?? 1);
      stage.exact[k] = 1;
    });
    yield { done: known, total: stages.length, what: "resonant" };
    if (!complete) continue;
    stages.forEach((stage, index) => {
      factors[stage.pair] = stage.factors[path[index] ?? 0] ?? 1;
    });
    return { factors, objective };
  }
}

function buildStages(evaluator: PairEvaluator, weights: ChainWeights): Stage[] {
  const { frequencies, scale, pretrainedLength } = evaluator;
  const rotating = [...frequencies.keys()].filter((pair) => evaluator.rotates(pair));
  const spacings = logSpacings(rotating.map((pair) => evaluator.frequency(pair)));
  const grid = factorGrid(scale);
  return rotating.map((pair, index) => {
    const theta = evaluator.frequency(pair);
    const factors = candidateFactors(theta, scale, grid, pretrainedLength);
    const size = factors.length;
    const costs = factors.map((factor) => weights.mu * localShift(theta, theta / factor));
    const exact = new Uint8Array(size);
    factors.forEach((factor, k) => {
      if (!evaluator.isKnown(pair, factor)) return;
      costs[k] = (costs[k] ?? 0) + evaluator.disturbance(pair, factor);
      exact[k] = 1;
    });
    const spacing = spacings[index];
    return {
      pair,
      factors,
      logs: factors.map((factor) => Math.log(factor)),
      costs,
      exact,
      least: new Float64Array(size),
      choice: new Int32Array(size),
      // A single pair has no neighbour, so no slope.
      weight: spacing === undefined ? 0 : weights.kappa / (spacing * spacing),
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
    } else if (weight > 0) {
      leastOverParabolas(before.least, before.logs, logs, weight, least, choice, space);
    } else {
      const k = indexOfLeast(before.least);
      least.fill(before.least[k] as number);
      choice.fill(k);
    }
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
