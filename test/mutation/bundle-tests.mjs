// Run by Stryker in its copy of the project, with the folders and files of tests: writes them as one module for its mocha runner.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForNode } from "../../scripts/bundle-for-node.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const entry = join(here, "every-test.ts");

/** Tests of pages, names and translations, which no mutant of a check changes, and tests of many inputs, which take seconds for each. */
const LEFT_OUT =
  /(pages|localised|rule-names|compiled-schemas|dialect-round-trip|hostile-input|long-strings|insertions|fixes|known-configs|published-configs|measured-cases)\.test\.ts$/;

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

const asked = process.argv.slice(2);
const forget = asked.includes("test/unit/rules") ? "forget-rules.ts" : "forget.ts";
const modules = [join("test", "mutation", forget), ...asked.flatMap(testsIn)];
writeFileSync(entry, modules.map((path) => `import ${JSON.stringify(join(root, path))};\n`).join(""));
const outdir = join(root, ".cache", "mutation");
await bundleForNode({
  root,
  outdir,
  entryPoints: { tests: entry },
  plugins: [standIns],
});
rmSync(entry);

/**
 * Stryker counts at every place how often a test comes by, which only the first run needs, without a mutant: an inner loop is several times as fast
 * when the later ones leave it out.
 */
const COUNTER = "function cover() {";
const bundle = join(outdir, "tests.mjs");
const instrumented = readFileSync(bundle, "utf8");
if (!instrumented.includes(COUNTER)) throw new Error("Stryker's counter of visits looks different");
writeFileSync(bundle, instrumented.replaceAll(COUNTER, `${COUNTER} if (ns.activeMutant !== undefined) return;`));
