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
  /** The window that an engine is started with, tokens; null or absent: none is asked for. */
  readonly maxLength?: number | null | undefined;
}

/** Name of the file with the first recordings. */
const RECORDED: Readonly<Record<Framework, string>> = {
  transformers: "transformers",
  "mlx-lm": "mlx-lm",
  vllm: "vllm-sglang",
  sglang: "vllm-sglang",
};

/** Every case that is committed with a recorded result. */
export function committedCases(framework: Framework): Case[] {
  const golden = recordedCases(RECORDED[framework]).map(({ name, text, sequenceLength, maxLength }, i) => ({
    id: `${i} ${name}`,
    text,
    seqLen: sequenceLength,
    maxLength,
  }));
  const found = oracleCases(framework).map(({ name, text, seqLen, maxLength }) => ({
    id: name,
    text,
    seqLen,
    maxLength,
  }));
  return [...golden, ...found];
}

/** JSON lines of {"id", "text", "seqLen", "maxLength"}. */
export function casesOf(path: string): Case[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Case => JSON.parse(line));
}

/** What to generate by: the engines get the files of transformers, which loads theirs. */
const GENERATED = {
  transformers: ["transformers", "transformers-families.json"],
  "mlx-lm": ["mlx-lm", "mlx-models.json"],
  vllm: ["transformers", "transformers-families.json"],
  sglang: ["transformers", "transformers-families.json"],
} as const satisfies Readonly<Record<Framework, readonly [string, string]>>;

/** `count` of the generated cases, spread evenly over all of them, so always the same. */
export function generatedCases(framework: Framework, count: number, { root, cache }: Places): Case[] {
  const path = join(cache, `generated-${framework}.jsonl`);
  const [kind, name] = GENERATED[framework];
  const data = join(root, "src", "runtimes", "data", name);
  execFileSync("python3", [join(root, "scripts", "oracle", "generate-cases.py"), path, kind, data]);
  const all = casesOf(path);
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)]).filter(
    (entry) => entry !== undefined,
  );
}
