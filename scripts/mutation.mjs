// `npm run mutation [-- GROUP...]`: changes src/rope and src/rules in small ways, one at a time, and looks whether the unit tests notice.
// Prints the score of each folder; .cache/mutation holds the whole report. test/mutation/README.md says what is left out and why.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { compileSchemas } from "./compile-schemas.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
/**
 * What is changed together, and the tests that look at it. The innermost loops are a group of their own: instrumented, they would make the tests
 * of all that is built on them fifty times slower.
 */
const COUNTING =
  "{angle-counts,boundary-passes,boundary-segments,exact-count,jump-table,lattice-steps,pair-evaluator,slope-energy}";
const GROUPS = [
  {
    name: "counting",
    mutate: [`src/rope/${COUNTING}.ts`],
    tests: ["test/unit/rope/angle-counts.test.ts", "test/unit/rope/disturbance.test.ts"],
  },
  {
    name: "rope",
    mutate: ["src/rope/**/*.ts", `!src/rope/${COUNTING}.ts`],
    tests: ["analyse", "change", "disturbance", "frequencies", "resonant"].map(
      (name) => `test/unit/rope/${name}.test.ts`,
    ),
  },
  { name: "rules", mutate: ["src/rules/**/*.ts", "!src/rules/generated/**"], tests: ["test/unit/rules"] },
];
/** A mutant that runs longer than its tests did by this factor and time is one that the tests notice. */
const TIMEOUT = { timeoutFactor: 4, timeoutMS: 10_000, dryRunTimeoutMinutes: 20 };
/** Of a test process, whose mutants may collect without end. */
const HEAP_MB = 1024;

const isSample = process.env.MUTATION_SAMPLE !== undefined;

const own = (name) => join(root, "test", "mutation", name);

process.chdir(root);
await compileSchemas();
const asked = process.argv.slice(2);
const rows = new Map();
for (const { name, mutate, tests } of GROUPS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
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
  }).runMutationTest();
  for (const { fileName, status } of results) count(dirname(fileName), status);
}

function count(file, status) {
  const row = rows.get(file) ?? { noticed: 0, missed: 0 };
  if (["Killed", "Timeout"].includes(status)) row.noticed++;
  else if (["Survived", "NoCoverage"].includes(status)) row.missed++;
  rows.set(file, row);
}

for (const [file, { noticed, missed }] of [...rows].sort())
  console.log(`${file}\t${noticed} of ${noticed + missed}\t${((100 * noticed) / (noticed + missed)).toFixed(1)} %`);
