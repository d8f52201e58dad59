/** Configs that the tests of the command write to folders of their own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run-cli.ts";

/** The real LLaMA-2-7B config with the window typed over to 16384 and no scaling. */
export const LLAMA_16K = readFileSync(join(ROOT, "examples/llama-2-7b-16k/config.json"), "utf8");

export const GEMMA_3 = readFileSync(join(ROOT, "examples/gemma-3-4b/config.json"), "utf8");

export const NOT_A_MODEL = '{\n  "name": "website",\n  "version": "1.0.0"\n}\n';

/** LLaMA-2-7B as it ships: nothing is wrong with it. */
export const LLAMA_4K = LLAMA_16K.replace("16384", "4096");

export function parsed(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new TypeError("an object is expected");
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
