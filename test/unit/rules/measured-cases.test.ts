import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findings, json } from "./support/configs.ts";

/** What transformers 5.24.0 did with each file when its own code was run. */
interface Case {
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly rawText?: string;
  readonly results: Readonly<Record<string, { readonly outcome: string } | undefined>>;
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

/** Nothing in them shows that they are model configs, or the key has nothing to do with RoPE, shape or window. */
const OUT_OF_SIGHT = ["single quotes", "empty file", "NaN literal in an unrelated key"];

function hasError(example: Case): boolean {
  return findings(example.rawText ?? json(example.config ?? {})).some(({ severity }) => severity === "error");
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
    const wrong = loading.filter(hasError).map(({ name }) => name);
    expect(wrong.sort()).toEqual([...DIFFERENT].sort());
  });
});
