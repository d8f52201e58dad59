/** RoPE analysis: frequencies, rotary angle distributions, disturbance, strategies. Pure; no input or output. */
export { type AnalysisOptions, analyse, analysisSteps, STABLE_SHARE, sameFactors } from "./analyse.ts";
export type { Analysis, LeftOut, NothingReason, StrategyResult } from "./analysis.ts";
export { angleCounts, cumulativeCounts } from "./angle-counts.ts";
export { DEFAULT_BINS, DEFAULT_SMOOTHING } from "./disturbance.ts";
export { frequencies, pairCount, pretrainedFrequencies, wavelength } from "./frequencies.ts";
export { DEFAULT_LOCAL_SHIFT_LIMIT, localShift } from "./local-shift.ts";
export { longestWindow, meanDisturbance } from "./longest-window.ts";
export { PairEvaluator } from "./pair-evaluator.ts";
export { type ParameterRule, RopeParameterError } from "./parameter-error.ts";
export { type Chain, type ChainWeights, RESONANT_WEIGHTS, resonantChain, UNBOUND_WEIGHTS } from "./resonant/chain.ts";
export { logSpacings, slopeEnergy } from "./slope-energy.ts";
export * from "./spec.ts";
export { type Progress, type RunOptions, runAtOnce, runInSlices, type Steps } from "./steps.ts";
export { leastDisturbing } from "./strategies/distributional.ts";
export { isStrategyId, STRATEGIES } from "./strategies/index.ts";
export type { NotWritable } from "./strategies/not-writable.ts";
export type { BlockKeys, Strategy, StrategyContext, WrittenRope } from "./strategies/strategy.ts";
