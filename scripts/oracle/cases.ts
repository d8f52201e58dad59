/** The cases that are run: recorded ones, those of a file, or generated ones. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { oracleCases } from "../../test/unit/runtimes/oracle-recorded.ts";
import { recordedCases } from "../../test/unit/runtimes/recorded.ts";
import type { Framework, Places } from "./places.ts";

export interface Case {
  readonly id: string;
  /** The file's text. */
  readonly text: string;
  /** Of the call, tokens; null: a short one. */
  readonly seqLen: number | null;
}

/** Every case that is committed with a recorded result. */
export function committedCases(framework: Framework): Case[] {
  const golden = recordedCases(framework).map(({ name, text, sequenceLength }, i) => ({
    id: `${i} ${name}`,
    text,
    seqLen: sequenceLength,
  }));
  const found = oracleCases(framework).map(({ name, text, seqLen }) => ({ id: name, text, seqLen }));
  return [...golden, ...found];
}

/** JSON lines of {"id", "text", "seqLen"}. */
export function casesOf(path: string): Case[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Case => JSON.parse(line));
}

const DATA: Readonly<Record<Framework, string>> = {
  transformers: "transformers-families.json",
  "mlx-lm": "mlx-models.json",
};

/** `count` of the generated cases, spread evenly over all of them, so always the same. */
export function generatedCases(framework: Framework, count: number, { root, cache }: Places): Case[] {
  const path = join(cache, `generated-${framework}.jsonl`);
  const data = join(root, "src", "runtimes", "data", DATA[framework]);
  execFileSync("python3", [join(root, "scripts", "oracle", "generate-cases.py"), path, framework, data]);
  const all = casesOf(path);
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)]).filter(
    (entry) => entry !== undefined,
  );
}
