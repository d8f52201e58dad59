/** The launch command of every strategy for a file, and the rotations that the product states for it. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { advise, DEFAULT_SETTINGS, insertionFor, launchFlagsFor } from "../../../../src/advice/index.ts";
import { applyEdits, readConfig } from "../../../../src/config/index.ts";
import { frequencies, STRATEGY_IDS, type StrategyId } from "../../../../src/rope/index.ts";
import { parseRuntime, predict } from "../../../../src/runtimes/index.ts";
import type { ThinResult, ThinRope } from "../oracle-recorded.ts";

/** How far the window is extended. */
const SCALE = 4;

export interface Launched {
  readonly strategy: StrategyId;
  readonly command: string;
  /** The window that the command asks for, tokens. */
  readonly targetLength: number;
  /** The rotations of the strategy, every pair. */
  readonly expected: readonly ThinRope[];
}

/** A command that an engine ran. */
export interface RecordedLaunch {
  /** "vllm@0.33.0" */
  readonly runtime: string;
  /** Below test/fixtures. */
  readonly file: string;
  readonly strategy: StrategyId;
  readonly command: string;
  readonly ran: ThinResult;
}

export const LAUNCHES = fileURLToPath(new URL("../../../fixtures/frameworks/launch-flags.json", import.meta.url));

export function recordedLaunches(): RecordedLaunch[] {
  if (!existsSync(LAUNCHES)) return [];
  const { launches }: { launches: RecordedLaunch[] } = JSON.parse(readFileSync(LAUNCHES, "utf8"));
  return launches;
}

/** None where the release cannot load the file as it is. */
export function launchesOf(text: string, runtimeName: string): Launched[] {
  const snapshot = readConfig(text);
  const runtime = parseRuntime(runtimeName);
  const first = snapshot.model?.ropes.find((entry) => !entry.noPositions);
  if (runtime === null || first === undefined) return [];
  if (predict(snapshot, { runtime: runtime.name, release: runtime.release }).outcome === "raises") return [];
  const targetLength = Math.round(first.spec.pretrainedLength * SCALE);
  const all = advise(snapshot, { ...DEFAULT_SETTINGS, targetLength });
  const advice = all.find(({ entry }) => entry.slidingWindow === null) ?? all[0];
  if (advice === undefined) return [];
  return STRATEGY_IDS.flatMap((strategy) => {
    const [answer] = launchFlagsFor(snapshot, advice, strategy, [runtime], "model");
    const made = insertionFor(snapshot, advice, strategy);
    if (!made.ok || answer === undefined || answer.command === null) return [];
    const written = readConfig(applyEdits(text, made.edits)).model;
    const expected = (written?.ropes ?? []).map(({ spec }): ThinRope => {
      const { invFreq, attentionFactor } = frequencies(spec);
      return { pairs: invFreq.length, at: [...invFreq].map((value, i) => [i, value]), factor: attentionFactor };
    });
    return [{ strategy, command: answer.command, targetLength, expected }];
  });
}
