// Run by Stryker in its copy of the project, with the folders and files of tests: writes them as one module for its mocha runner.
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForNode } from "../../scripts/bundle-for-node.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const entry = join(here, "every-test.ts");

/** Tests of pages, names and translations, which no mutant of a check changes, and tests of many inputs, which take seconds for each. */
const LEFT_OUT =
  /(pages|localised|rule-names|compiled-schemas|dialect|hostile-input|long-strings|insertions|fixes|known-configs|published-configs|measured-cases)\.test\.ts$/;

const STAND_INS = { vitest: "vitest-on-mocha.ts", "fast-check": "few-runs.ts" };
const standIns = {
  name: "stand-ins",
  setup({ onResolve }) {
    onResolve({ filter: /^(vitest|fast-check)$/ }, ({ path, importer }) =>
      // A stand-in imports what it stands for.
      dirname(importer) === here && importer !== entry ? undefined : { path: join(here, STAND_INS[path]) },
    );
  },
};

/** Run last: most mutants are noticed before. */
const SLOW = /(analyse|angle-counts|zoo|fix-all)\.test\.ts$/;

function testsIn(path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !LEFT_OUT.test(name))
    .map((name) => join(path, name))
    .sort((a, b) => Number(SLOW.test(a)) - Number(SLOW.test(b)) || a.localeCompare(b));
}

const tests = process.argv.slice(2).flatMap(testsIn);
writeFileSync(entry, tests.map((path) => `import ${JSON.stringify(join(root, path))};\n`).join(""));
await bundleForNode({
  root,
  outdir: join(root, ".cache", "mutation"),
  entryPoints: { tests: entry },
  plugins: [standIns],
});
rmSync(entry);
