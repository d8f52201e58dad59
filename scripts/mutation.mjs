// `npm run mutation [-- GROUP...]`: changes src/rope and src/rules in small ways, one at a time, and looks whether the unit tests notice.
// Prints the score of each folder; .cache/mutation holds the whole report. test/mutation/README.md says what is left out and why.
import { mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { compileSchemas } from "./compile-schemas.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const ropeTests = (...names) => names.map((name) => `test/unit/rope/${name}.test.ts`);

/**
 * A mutant that runs longer than its tests did by this factor and time is one that the tests notice. In that first run Stryker counts at every place,
 * which makes it slower than those with a mutant, innermost loops by far.
 */
const TIMEOUT = { timeoutFactor: 2, timeoutMS: 5_000, dryRunTimeoutMinutes: 20 };
const COUNTED_LOOPS = { timeoutFactor: 0.5, timeoutMS: 10_000 };

/**
 * What is changed together, and the tests that look at it: the quick ones first, since most mutants are noticed before the slow ones. What other
 * groups are built on is not in them: an instrumented inner loop would make their tests many times slower.
 */
const GROUPS = [
  {
    name: "rope-counting",
    mutate: ["{angle-counts,boundary-passes,boundary-segments,exact-count,jump-table,lattice-steps}"],
    tests: ropeTests("lattice-steps", "exact-count", "angle-counts"),
    timeout: COUNTED_LOOPS,
  },
  {
    name: "rope-disturbance",
    mutate: ["{disturbance,local-shift,pair-evaluator,slope-energy}"],
    tests: ropeTests("pair-evaluator", "disturbance"),
  },
  { name: "rope-resonant", mutate: ["resonant/*"], tests: ropeTests("resonant") },
  {
    name: "rope-formulas",
    mutate: ["{frequencies,parameter-error,spec,validate}", "scaling/*"],
    tests: [
      ...ropeTests("validate", "scaling", "parameter-error", "frequencies"),
      "test/unit/config/golden-rope.test.ts",
    ],
  },
  { name: "rope-stability", mutate: ["stability"], tests: ropeTests("stability") },
  {
    name: "rope-comparison",
    mutate: ["{analyse,change,longest-window,measure,steps}", "strategies/*"],
    tests: ropeTests("strategies", "parameters", "longest-window", "steps", "change", "stability", "analyse"),
  },
].map((group) => ({ ...group, mutate: group.mutate.map((files) => `src/rope/${files}.ts`) }));
GROUPS.push({ name: "rules", mutate: ["src/rules/**/*.ts", "!src/rules/generated/**"], tests: ["test/unit/rules"] });
/** Of a test process, whose mutants may collect without end. */
const HEAP_MB = 1024;

/** By its whole name or its first word: "rope" means all groups of src/rope. */
const isAsked = ({ name }) => asked.length === 0 || asked.includes(name) || asked.includes(name.split("-")[0]);

const isSample = process.env.MUTATION_SAMPLE !== undefined;

const own = (name) => join(root, "test", "mutation", name);

process.chdir(root);
await compileSchemas();
const asked = process.argv.slice(2);
const rows = new Map();
for (const { name, mutate, tests, timeout } of GROUPS.filter(isAsked)) {
  const reports = join(root, ".cache", "mutation", name);
  mkdirSync(reports, { recursive: true });
  const results = await new Stryker({
    testRunner: "mocha",
    plugins: ["@stryker-mutator/mocha-runner", own("ignore-words.mjs"), own("sample.mjs")],
    ignorers: ["words"],
    checkers: isSample ? ["sample"] : [],
    buildCommand: `node test/mutation/bundle-tests.mjs ${tests.join(" ")}`,
    mochaOptions: { spec: [".cache/mutation/tests.mjs"] },
    mutate,
    ignorePatterns: [".vscode-test", "dist", "evidence", "docs", ".cache"],
    // What runs once when a module is loaded, such as a rule's code and severity, would need a process for each mutant.
    ignoreStatic: true,
    coverageAnalysis: "perTest",
    // What a sample leaves out, a whole run must not take for known.
    incremental: !isSample,
    incrementalFile: join(reports, "incremental.json"),
    reporters: ["progress-append-only", "json", "html"],
    jsonReporter: { fileName: join(reports, "report.json") },
    htmlReporter: { fileName: join(reports, "report.html") },
    tempDirName: ".cache/stryker",
    testRunnerNodeArgs: [`--max-old-space-size=${HEAP_MB}`],
    concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
    ...TIMEOUT,
    ...timeout,
  }).runMutationTest();
  for (const { fileName, status } of results) count(relative(root, dirname(fileName)), status);
}

function count(folder, status) {
  const row = rows.get(folder) ?? { noticed: 0, missed: 0 };
  if (["Killed", "Timeout"].includes(status)) row.noticed++;
  else if (["Survived", "NoCoverage"].includes(status)) row.missed++;
  rows.set(folder, row);
}

for (const [folder, { noticed, missed }] of [...rows].sort())
  console.log(`${folder}\t${noticed} of ${noticed + missed}\t${((100 * noticed) / (noticed + missed)).toFixed(1)} %`);
