/**
 * What the tests of `src/rope` and `src/rules` use of vitest, on mocha: a mutant then costs its tests alone, while vitest starts a worker and
 * imports everything for each (four seconds more on two cores). `bundle-tests.mjs` puts this in the place of "vitest".
 */
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
import * as chai from "chai";
import { SLOW_TESTS } from "./slow-tests.ts";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = chai.expect;

type Body = (...values: unknown[]) => unknown;
type Define = (name: string, body: () => unknown) => void;

/** The mocha functions that the runner puts into the global scope. */
const mocha = globalThis as unknown as Record<
  "describe" | "it" | "before" | "beforeEach" | "after",
  (...values: unknown[]) => void
>;

/** "%s" and "%d" take the values in order, "$name" a member of the first; the number keeps names apart. */
function titled(name: string, values: readonly unknown[], index: number): string {
  let next = 0;
  const [first] = values;
  const filled = name
    .replace(/%[sdifjo]/g, () => String(values[next++]))
    .replace(/\$(\w+)/g, (all, key) =>
      typeof first === "object" && first !== null && key in first ? String(Reflect.get(first, key)) : all,
    );
  return `${filled} #${index}`;
}

function withEach(define: Define) {
  const each = (rows: readonly unknown[]) => (name: string, body: Body) => {
    const areLists = rows.every((row) => Array.isArray(row));
    for (const [index, row] of rows.entries()) {
      const values = areLists && Array.isArray(row) ? row : [row];
      define(titled(name, values, index), () => body(...values));
    }
  };
  // Mocha takes a function with parameters for one that calls back, and a promise of a suite for a mistake.
  return Object.assign((name: string, body: Body) => define(name, () => body()), { each });
}

export const describe = withEach((name, body) => mocha.describe(name, () => void body()));
const defineTest: Define = (name, body) => {
  if (!SLOW_TESTS.some((slow) => slow.test(name))) mocha.it(name, () => body());
};
export const it = withEach(defineTest);
export const test = withEach(defineTest);
export const beforeAll = (body: () => unknown) => mocha.before(() => body());
export const beforeEach = (body: () => unknown) => mocha.beforeEach(() => body());
export const afterAll = (body: () => unknown) => mocha.after(() => body());
