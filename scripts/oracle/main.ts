/**
 * The oracle: the frameworks' own code, run over cases and compared with the predictions.
 *
 *   npm run oracle                                  every committed case, every release of releases.json
 *   npm run oracle -- --release transformers@4.57.6 one release (may be repeated; "vllm" alone: all of its releases)
 *   npm run oracle -- --cases FILE                  JSON lines of {"id", "text", "seqLen", "maxLength"} instead
 *   npm run oracle -- --generated 500               that many generated cases instead
 *   npm run oracle -- --insertions                  the product's own insertions into the files of test/fixtures instead
 *   npm run oracle -- --launches                    the engines with the product's launch commands for these files instead
 *   npm run oracle -- --record                      adds the results to test/fixtures/frameworks/oracle-*.json
 *
 * A new release is checked by adding it to releases.json, an engine's with the transformers that it is installed with. Needs
 * Python 3.10 or newer and a package index. Of vLLM and SGLang the config loader, the derived window, the model files and
 * the rotary classes run, on the processor; what they compile for accelerators is stubbed.
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../../src/config/index.ts";
import { predict } from "../../src/runtimes/index.ts";
import { LAUNCHES } from "../../test/unit/runtimes/flags/launched.ts";
import {
  oracleCases,
  oracleFixture,
  type ThinResult,
  thinDisagreement,
} from "../../test/unit/runtimes/oracle-recorded.ts";
import { type Case, casesOf, committedCases, generatedCases } from "./cases.ts";
import { insertedCases, insertionDisagreement } from "./insertions.ts";
import { launchDisagreement, launchedCases, recordLaunches } from "./launches.ts";
import { FRAMEWORKS, type Framework, nameOf, type Places, type Target } from "./places.ts";
import { environmentOf } from "./python-environments.ts";
import { targetsOf } from "./releases.ts";
import { isUnknownType, record, resultsOf, thin } from "./results.ts";

/** At most so many disagreements are shown a release. */
const SHOWN = 20;

/** Answers the exit code: 0 when everything agrees. */
export async function oracle(places: Places, arguments_: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      release: { type: "string", multiple: true },
      cases: { type: "string" },
      generated: { type: "string" },
      insertions: { type: "boolean", default: false },
      launches: { type: "boolean", default: false },
      record: { type: "boolean", default: false },
    },
  });
  let wrong = 0;
  for (const [framework, targets] of targetsOf(values.release ?? FRAMEWORKS)) {
    if (values.launches) {
      for (const target of targets) wrong += await checkLaunches(target, values.record, places);
      continue;
    }
    if (values.insertions) {
      for (const target of targets) wrong += await checkInsertions(target, places);
      continue;
    }
    const cases = casesFor(framework, values.cases, values.generated, places);
    const found = new Map<string, ThinResult[]>();
    for (const target of targets) wrong += await check(target, cases, found, places);
    if (values.record) record(oracleFixture(framework), oracleCases(framework), cases, found);
  }
  return wrong === 0 ? 0 : 1;
}

function casesFor(framework: Framework, file: string | undefined, count: string | undefined, places: Places): Case[] {
  if (file !== undefined) return casesOf(file);
  if (count !== undefined) return generatedCases(framework, Number(count), places);
  return committedCases(framework);
}

/** Runs and compares one release; the number of disagreements. */
async function check(
  target: Target,
  cases: readonly Case[],
  found: Map<string, ThinResult[]>,
  places: Places,
): Promise<number> {
  const byId = new Map(cases.map((entry) => [entry.id, entry]));
  const disagreements: string[] = [];
  let compared = 0;
  let unknown = 0;
  for (const result of resultsOf(await runCases(target, cases, places))) {
    const entry = byId.get(result.id);
    if (entry === undefined || result.outcome === "unmeasured" || isUnknownType(result)) continue;
    const snapshot = readConfig(entry.text);
    const { seqLen, maxLength } = entry;
    const predicted = predict(snapshot, { runtime: target.framework, release: target.release, seqLen, maxLength });
    if (predicted.outcome === "unknown") {
      unknown++;
      continue;
    }
    compared++;
    const recorded = thin(result, target.release);
    const wrong = thinDisagreement(recorded, predicted);
    if (wrong !== null) disagreements.push(`  ${entry.id}: ${wrong} (${result.message ?? ""})`);
    found.set(entry.id, [...(found.get(entry.id) ?? []), recorded]);
  }
  places.say(`${nameOf(target)}: ${compared - disagreements.length} of ${compared} agree, ${unknown} not predicted`);
  for (const line of disagreements.slice(0, SHOWN)) places.say(line.replaceAll("\n", " "));
  if (disagreements.length > SHOWN) places.say(`  and ${disagreements.length - SHOWN} more`);
  return disagreements.length;
}

/** Runs what the product inserted; the number of files whose frequencies are not those that the product states. */
async function checkInsertions(target: Target, places: Places): Promise<number> {
  const cases = new Map(insertedCases(target, places).map((entry) => [entry.id, entry]));
  const lines = resultsOf(await runCases(target, [...cases.values()], places)).map((result) => {
    const expected = cases.get(result.id)?.expected ?? [];
    const wrong = result.outcome === "unmeasured" ? null : insertionDisagreement(result, expected);
    return { measured: result.outcome !== "unmeasured", line: wrong === null ? null : `  ${result.id}: ${wrong}` };
  });
  const measured = lines.filter((entry) => entry.measured);
  const wrong = measured.flatMap(({ line }) => (line === null ? [] : [line]));
  places.say(
    `${nameOf(target)}: ${measured.length - wrong.length} of ${measured.length} insertions run as stated, ${lines.length - measured.length} could not be built here`,
  );
  for (const line of wrong.slice(0, SHOWN)) places.say(line.replaceAll("\n", " "));
  return wrong.length;
}

/** Starts an engine by each command; the number of those that do not give what the product states. */
async function checkLaunches(target: Target, recorded: boolean, places: Places): Promise<number> {
  const cases = launchedCases(target, places);
  const results = new Map(resultsOf(await runCases(target, cases, places)).map((result) => [result.id, result]));
  const wrong = cases.flatMap((entry) => {
    const result = results.get(entry.id);
    const found = result === undefined ? "did not run" : launchDisagreement(result, entry);
    return found === null ? [] : [`  ${entry.id}: ${found}`];
  });
  places.say(`${nameOf(target)}: ${cases.length - wrong.length} of ${cases.length} launch commands run as stated`);
  for (const line of wrong.slice(0, SHOWN)) places.say(line.replaceAll("\n", " "));
  if (recorded) recordLaunches(LAUNCHES, nameOf(target), cases, results);
  return wrong.length;
}

/** Runs the Python side; the path of what it wrote. */
async function runCases(target: Target, cases: readonly Case[], places: Places): Promise<string> {
  const { python, packages } = await environmentOf(target, places);
  const input = join(places.cache, `cases-${target.framework}.jsonl`);
  const output = join(places.cache, `results-${nameOf(target)}.jsonl`);
  writeFileSync(input, cases.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  const [script, ...arguments_] = runnerOf(target.framework, input, output, packages);
  const child = spawn(python, [join(places.root, "scripts", "oracle", script), ...arguments_], {
    // Small tensors: threads cost more than they bring.
    env: { ...process.env, OMP_NUM_THREADS: "1" },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${nameOf(target)}: the Python side ended with ${code}`);
  return output;
}

function runnerOf(framework: Framework, input: string, output: string, packages: string): [string, ...string[]] {
  switch (framework) {
    case "transformers":
      return ["run_transformers.py", input, output];
    case "mlx-lm":
      return ["run_mlx_lm.py", input, output, packages];
    default:
      return ["run_serving.py", framework, input, output];
  }
}
