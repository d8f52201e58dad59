/** Pushes out what `src/rope` remembers. First in `every-test.ts`. */
import { PairEvaluator } from "../../src/rope/pair-evaluator.ts";
import { plainFrequencies } from "../../src/rope/scaling/plain.ts";
import { beforeEachMutant } from "./before-each-mutant.ts";

/** As many as it keeps distributions, of frequencies that no test has. */
const OTHERS = Float64Array.from({ length: 1024 }, (_, pair) => 0.1 + pair / 2 ** 20);

function forget(): void {
  plainFrequencies(3.25, 2);
  const evaluator = new PairEvaluator(OTHERS, 1, 1, { bins: 2, smoothing: 1 });
  for (const pair of OTHERS.keys()) evaluator.pretrained(pair);
}

beforeEachMutant(forget);
