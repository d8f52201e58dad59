/** Files that stay as they are and the commands that the product gives for them, as the engines' own parsers take them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Launched, launchesOf, recordedLaunches } from "../../test/unit/runtimes/flags/launched.ts";
import type { Case } from "./cases.ts";
import { insertionDisagreement } from "./insertions.ts";
import type { Places, Target } from "./places.ts";
import { type RawResult, thin } from "./results.ts";

export interface LaunchedCase extends Case, Launched {
  /** Below test/fixtures. */
  readonly file: string;
}

const FOLDERS = ["corpus", "zoo"];

/** Every command for every file of test/fixtures/corpus and zoo. */
export function launchedCases({ framework, release }: Target, { root }: Places): LaunchedCase[] {
  return FOLDERS.flatMap((folder) => {
    const path = join(root, "test", "fixtures", folder);
    const names = readdirSync(path).filter((file) => file.endsWith(".json"));
    return names.flatMap((name) => {
      const text = readFileSync(join(path, name), "utf8");
      return launchesOf(text, `${framework}@${release}`).map((launched) => ({
        ...launched,
        file: `${folder}/${name}`,
        id: `${folder}/${name} ${launched.strategy}`,
        text,
        seqLen: null,
      }));
    });
  });
}

/** What is wrong with the real run; null when it has the strategy's rotations and the window that was asked for. */
export function launchDisagreement(result: RawResult, { expected, targetLength }: LaunchedCase): string | null {
  const wrong = insertionDisagreement(result, expected);
  if (wrong !== null || result.derivedMaxLength === targetLength) return wrong;
  return `asks for a window of ${targetLength}, gets ${result.derivedMaxLength}`;
}

/** Of so many commands one is recorded. */
const RECORDED = 8;

/** Puts some of the results that agree into the fixture, in place of those of the same release. */
export function recordLaunches(
  path: string,
  target: string,
  cases: readonly LaunchedCase[],
  results: ReadonlyMap<string, RawResult>,
): void {
  const kept = recordedLaunches().filter(({ runtime }) => runtime !== target);
  const fresh = cases.flatMap((entry, i) => {
    const result = results.get(entry.id);
    if (i % RECORDED !== 0 || result === undefined || launchDisagreement(result, entry) !== null) return [];
    const { file, strategy, command } = entry;
    return [{ runtime: target, file, strategy, command, ran: thin(result, target.split("@")[1] ?? "") }];
  });
  const lines = [...kept, ...fresh].map((entry) => JSON.stringify(entry));
  writeFileSync(path, `{"about": ${JSON.stringify(ABOUT)}, "launches": [\n${lines.join(",\n")}\n]}\n`);
}

const ABOUT =
  "Launch commands for files that stay as they are, each read by the engine's own argument parser and run by its own code (npm run oracle -- --launches).";
