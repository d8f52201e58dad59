/** fast-check with few and the same inputs for every property: mutants are many. `bundle-tests.mjs` puts this in the place of "fast-check". */
import fc from "fast-check";

const MOST_RUNS = 20;
const SEED = 1;

const fewer = (parameters: fc.Parameters<unknown> = {}): fc.Parameters<unknown> => ({
  ...parameters,
  seed: parameters.seed ?? SEED,
  numRuns: Math.min(parameters.numRuns ?? MOST_RUNS, MOST_RUNS),
  // Nobody reads the smallest input that shows a mutant.
  endOnFailure: true,
});

const assert = ((property: fc.IRawProperty<unknown>, parameters?: fc.Parameters<unknown>) =>
  fc.assert(property, fewer(parameters))) as typeof fc.assert;

export default { ...fc, assert };
