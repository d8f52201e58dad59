// `npm test`: installs what is missing, builds, checks style, types, layers and dead code, then runs every level of tests.
// The last line is "N passed, N failed". `npm test -- unit lsp` runs only those levels.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { vulnerabilities } from "./audit.mjs";
import { packagesAreInstalled } from "./packages-installed.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const reports = join(root, ".cache", "reports");
const LEVELS = ["unit", "lsp", "webview", "e2e"];
const wanted = process.argv.slice(2).filter((argument) => LEVELS.includes(argument));
const levels = wanted.length > 0 ? wanted : LEVELS;

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

let passed = 0;
let failed = 0;
function check(name, ok) {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? "passed" : "FAILED"}: ${name}`);
}

/** Runs one level and adds its tests to the count; a level that ends without a report counts as one failure. */
function runLevel(level) {
  const report = join(reports, `${level}.json`);
  rmSync(report, { force: true });
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const ok = run(process.execPath, [
    vitest,
    "run",
    "--project",
    level,
    "--reporter=dot",
    "--reporter=json",
    `--reporter=${join(root, "test", "support", "retried-reporter.ts")}`,
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) {
    check(`${level} tests ran`, false);
    return;
  }
  const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, "utf8"));
  passed += numPassedTests;
  failed += numFailedTests;
  // A file that cannot be loaded, or a level without tests, fails without a failed test.
  if (numTotalTests === 0 || (!ok && numFailedTests === 0)) check(`every ${level} test file ran`, false);
}

function audit() {
  const found = vulnerabilities(root);
  if (found === null) return console.log("not checked: known vulnerabilities (the registry answers no npm audit)");
  for (const line of found) console.error(line);
  check("known vulnerabilities (npm audit)", found.length === 0);
}

function bin(name) {
  return join(root, "node_modules", ".bin", name);
}

mkdirSync(reports, { recursive: true });
const ready =
  (packagesAreInstalled(root) || run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])) &&
  run(process.execPath, [join(root, "scripts", "build.mjs")]);
check("install and build", ready);
if (ready) {
  check("style (Biome)", run(bin("biome"), ["check", "--error-on-warnings"]));
  check("types (tsc)", run(bin("tsc"), ["-p", "."]));
  check("layers", run(process.execPath, [join(root, "scripts", "check-layers.mjs")]));
  check("dead code (knip)", run(bin("knip"), ["--no-progress"]));
  if (process.env.CI === "true") audit();
  for (const level of levels) runLevel(level);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
