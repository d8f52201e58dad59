// node chain.mjs SPEC LENGTH MU KAPPA: the resonant chain under other weights than the product's, as JSON. SPEC is a RopeSpec as JSON.
import {
  DEFAULT_BINS,
  DEFAULT_SMOOTHING,
  localShift,
  logSpacings,
  PairEvaluator,
  pretrainedFrequencies,
  resonantChain,
  runAtOnce,
  slopeEnergy,
} from "../dist/lib/index.mjs";

const [spec, length, mu, kappa] = process.argv.slice(2).map((argument) => JSON.parse(argument));
const evaluator = new PairEvaluator(pretrainedFrequencies(spec), spec.pretrainedLength, length, {
  bins: DEFAULT_BINS,
  smoothing: DEFAULT_SMOOTHING,
});
const { factors } = runAtOnce(resonantChain(evaluator, { mu, kappa }));
const frequencies = [...evaluator.frequencies];
const answer = {
  factors: [...factors],
  meanDisturbance: evaluator.mean(factors.map((factor, pair) => evaluator.disturbance(pair, factor))),
  localShift: evaluator.mean(factors.map((factor, pair) => localShift(frequencies[pair], frequencies[pair] / factor))),
  slopeEnergy: slopeEnergy(factors, logSpacings(frequencies)),
};
console.log(JSON.stringify(answer));
