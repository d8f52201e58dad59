/** Launch commands that the engines' own parsers and code ran: the product must still give the same ones. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/index.ts";
import { parseRuntime, predict } from "../../../../src/runtimes/index.ts";
import { thinDisagreement } from "../oracle-recorded.ts";
import { launchesOf, type RecordedLaunch, recordedLaunches } from "./launched.ts";

/** Commands that must be there: a fixture that lost some would prove less. */
const COMMANDS = { "vllm@0.33.0": 55, "sglang@0.5.23": 40 } as const satisfies Readonly<Record<string, number>>;

const recorded = recordedLaunches();
const titles = [...new Set(recorded.map(titleOf))];

describe("launch commands that were run", () => {
  it.each(Object.entries(COMMANDS))("has those of %s", (name, count) => {
    expect(recorded.filter(({ runtime }) => runtime === name)).toHaveLength(count);
  });

  it.each(titles)("are still given for %s, and state what ran", (title) => {
    for (const launch of recorded.filter((one) => titleOf(one) === title)) check(launch);
  });
});

function titleOf({ runtime, file }: RecordedLaunch): string {
  return `${file} on ${runtime}`;
}

function check({ runtime, file, strategy, command, ran }: RecordedLaunch): void {
  const text = readFileSync(new URL(`../../../fixtures/${file}`, import.meta.url), "utf8");
  const given = launchesOf(text, runtime).find((one) => one.strategy === strategy);
  expect(given?.command).toBe(command);
  const ropes = (given?.expected ?? []).map(({ at, factor }) => ({
    layerType: null,
    invFreq: at.map(([, value]) => Number(value)),
    attentionFactor: Number(factor),
  }));
  const choice = parseRuntime(runtime);
  if (choice === null) throw new Error(`${runtime} is not known`);
  const before = predict(readConfig(text), { runtime: choice.name, release: choice.release });
  const stated = { ...before, outcome: "runs", ropes, derivedMaxLength: given?.targetLength ?? null } as const;
  expect(thinDisagreement(ran, stated), `${strategy} with ${command}`).toBeNull();
}
