import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findings, json } from "./support/configs.ts";

interface Result {
  readonly outcome: string;
  readonly ropes: readonly { readonly invFreq: readonly number[]; readonly attentionFactor: number }[];
}

/** What transformers 5.24.0 did with each file when its own code was run. */
interface Case {
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly rawText?: string;
  readonly results: Readonly<Record<string, Result | undefined>>;
}

const FILE = resolve(import.meta.dirname, "../../fixtures/frameworks/transformers.json");
const CASES: readonly Case[] = JSON.parse(readFileSync(FILE, "utf8")).cases;
const NEWEST = "transformers@5.24.0";

/** They load, and compute something else than the file says: an error all the same. */
const DIFFERENT = [
  "block without rope_type: {factor: 4.0}",
  "rope_scaling (linear 4) and rope_parameters (yarn, theta 1e6)",
  "rope_parameters nested per layer type, llama has no layer_types",
  "gemma3_text linear 8 with type only",
  "gpt_oss rope_scaling null (class default is yarn x32)",
];

/** Nothing in it shows that it is a model config. */
const OUT_OF_SIGHT = ["empty file"];

function hasError(example: Case, runtimes: readonly string[] = []): boolean {
  const text = example.rawText ?? json(example.config ?? {});
  return findings(text, { runtimes }).some(({ severity }) => severity === "error");
}

describe("files that transformers 5.24.0 was run on", () => {
  const raising = CASES.filter(({ results }) => results[NEWEST]?.outcome === "raises");
  const loading = CASES.filter(({ results }) => results[NEWEST]?.outcome === "loads");

  it("are all of the recorded ones", () => {
    expect(raising.length + loading.length).toBeGreaterThan(180);
  });

  it("have an error where it raises", () => {
    const missed = raising.filter((example) => !hasError(example)).map(({ name }) => name);
    expect(missed.sort()).toEqual([...OUT_OF_SIGHT].sort());
  });

  it("have none where it loads, but for those that mean something else than they say", () => {
    const wrong = loading.filter((example) => hasError(example)).map(({ name }) => name);
    expect(wrong.sort()).toEqual([...DIFFERENT].sort());
  });
});

/** Recorded at one length of the input; they raise, or compute something else, at another one within the window. */
const AT_ANOTHER_LENGTH = [
  "longrope long_factor of 32 entries, short_factor right, at 2048",
  "longrope, orig at top level, max multiplied, at 4096",
  "longrope attention_factor 1 (integer), at 16384",
  "per-pair block: orig in block and at top level, max x4, at 16384",
  "per-pair block in rope_parameters and rope_scaling alike, orig in both, max x4, at 16384",
];

describe.each(["4.43.4", "4.48.3", "4.52.4", "4.55.4", "4.57.6"])(
  "files that transformers %s was run on",
  (release) => {
    const runtime = `transformers@${release}`;
    const known = CASES.filter(({ results }) => results[runtime] !== undefined);

    it("have an error where it raises", () => {
      const missed = known
        .filter((example) => example.results[runtime]?.outcome === "raises" && !hasError(example, [runtime]))
        .map(({ name }) => name);
      expect(missed.filter((name) => !OUT_OF_SIGHT.includes(name))).toEqual([]);
    });

    it("have none where it computes what the newest release computes from them", () => {
      const wrong = known
        .filter(({ results }) => computesAlike(results[runtime], results[NEWEST]))
        .filter((example) => hasError(example, [runtime]))
        .map(({ name }) => name);
      expect(wrong.filter((name) => !AT_ANOTHER_LENGTH.includes(name))).toEqual([]);
    });
  },
);

function computesAlike(one: Result | undefined, other: Result | undefined): boolean {
  if (one?.outcome !== "loads" || other?.outcome !== "loads" || one.ropes.length !== other.ropes.length) return false;
  return one.ropes.every((rope, i) => {
    const twin = other.ropes[i];
    if (twin === undefined || rope.invFreq.length !== twin.invFreq.length) return false;
    const factors = Math.abs(rope.attentionFactor - twin.attentionFactor) < 1e-5;
    return factors && rope.invFreq.every((value, pair) => Math.abs(value - (twin.invFreq[pair] ?? 0)) <= 1e-5 * value);
  });
}
