/** Pushes out what `src/rules` remembers: names of keys, and the near misses among the keys that a file lacks. First in `every-test.ts`. */
import { readConfig } from "../../src/config/read-config.ts";
import { misspeltConfigKeys } from "../../src/rules/support/config-keys.ts";
import { factsOf } from "../../src/rules/support/facts.ts";
import { nearMiss } from "../../src/rules/support/near-miss.ts";
import { beforeEachMutant } from "./before-each-mutant.ts";

/** One more than are kept. */
const NAMES = 5001;

function forget(): void {
  for (let i = 0; i < NAMES; i++) nearMiss(`no test has ${i}`, []);
  misspeltConfigKeys(factsOf(readConfig('{"model_type": "jetmoe", "vocab_size": 1, "no_test_has": 2}')));
}

beforeEachMutant(forget);
