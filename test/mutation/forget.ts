/**
 * Mutants share a process, so what `src/rope` remembers from one call to the next may come from another mutant: it is pushed out before each. First in
 * `every-test.ts`.
 */
import { PairEvaluator } from "../../src/rope/pair-evaluator.ts";
import { plainFrequencies } from "../../src/rope/scaling/plain.ts";

/** As many as it keeps distributions, of frequencies that no test has. */
const OTHERS = Float64Array.from({ length: 1024 }, (_, pair) => 0.1 + pair / 2 ** 20);

function forget(): void {
  plainFrequencies(3.25, 2);
  const evaluator = new PairEvaluator(OTHERS, 1, 1, { bins: 2, smoothing: 1 });
  for (const pair of OTHERS.keys()) evaluator.pretrained(pair);
}

const { __stryker__: stryker, before } = globalThis as unknown as {
  readonly __stryker__: { readonly activeMutant?: string };
  readonly before: (hook: () => void) => void;
};

before(() => {
  // In the first run, without a mutant, Stryker would take all of this for what runs when modules are loaded.
  if (stryker.activeMutant === undefined) return;
  try {
    forget();
  } catch {
    // Some mutants make this fail; their tests tell.
  }
});
