/** The window that SGLang derives when it is started without --context-length. */
import { multiply } from "../python/arithmetic.ts";
import { valueError } from "../python/raised.ts";
import { int, isDict, numeric, type PyValue } from "../python/value.ts";
import { atLeast } from "../release.ts";
import type { Report } from "../report.ts";
import type { LoadedConfig } from "../serving/load.ts";

/** Keys for the length, of which the first one present counts. */
const KEYS = ["max_sequence_length", "seq_length", "max_seq_len", "model_max_length", "max_position_embeddings"];
const UNSTATED = 2048;

/** `maxLength`: what --context-length says; null: nothing. Raises where a larger window than the derived one is asked. */
export function deriveLength(config: LoadedConfig, release: string, maxLength: number | null, report: Report): number {
  const stated = KEYS.map((key) => config.attributes.get(key)).find((value) => value !== undefined && value !== null);
  const derived = stated === undefined ? UNSTATED : scaled(stated, factorOf(config));
  if (maxLength === null || maxLength <= derived) return maxLength ?? derived;
  const words = `User-specified context_length (${maxLength}) is greater than the derived context_length (${derived}). This may lead to incorrect model outputs or CUDA errors.`;
  if (atLeast(release, "0.5.3")) {
    throw valueError(
      `Warning: ${words} To allow overriding this maximum, set the env var SGLANG_ALLOW_OVERWRITE_LONGER_CONTEXT_LEN=1`,
    );
  }
  report.warn(`Warning: ${words}`);
  return maxLength;
}

/** A block that has its original length, or Llama 3's, does not multiply the window. */
function factorOf({ block }: LoadedConfig): PyValue {
  if (!isDict(block) || block.size === 0) return int(1);
  if (block.has("original_max_position_embeddings") || block.get("rope_type") === "llama3") return int(1);
  return block.has("factor") ? (block.get("factor") ?? null) : int(1);
}

function scaled(stated: PyValue, factor: PyValue): number {
  if (typeof factor === "string") throw valueError(`invalid literal for int() with base 10: '${factor}${factor}...'`);
  return Math.trunc(numeric(multiply(factor, stated)) ?? Number.NaN);
}
