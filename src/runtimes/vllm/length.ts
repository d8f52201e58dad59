/** The window that vLLM derives when it is started without --max-model-len. */
import { multiply } from "../python/arithmetic.ts";
import { keyError, typeError, valueError } from "../python/raised.ts";
import { float, int, isDict, isList, numeric, type PyDict, type PyNumber, type PyValue, str } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { LoadedConfig } from "../serving/load.ts";
import { KNOWN_LAYER_TYPES } from "../transformers/layer-types.ts";
import { nestedKeys } from "../transformers/parameters-v5.ts";

/** Keys for the length, of which the smallest counts. */
const KEYS = [
  "max_position_embeddings",
  "n_positions",
  "max_seq_len",
  "seq_length",
  "model_max_length",
  "max_target_positions",
  "max_sequence_length",
  "max_seq_length",
  "seq_len",
];

const UNSTATED = 2048;
/** Types whose factor does not multiply the length; yarn since 0.30. */
const COUNTED = ["su", "longrope", "llama3"];
const COUNTED_SINCE_30 = ["yarn", "deepseek_yarn", "deepseek_llama_scaling"];

/** The release since which the length of the file is kept as a float. */
const LENGTH_IS_FLOAT = "0.14.0";

/** `maxLength`: what --max-model-len says; null: nothing. Raises where a larger window than the derived one is asked. */
export function deriveLength(config: LoadedConfig, release: string, maxLength: number | null): number {
  const { attributes, language } = config;
  const smallest = statedLength(config, release);
  let derived: PyNumber = smallest ?? int(UNSTATED);
  const blocks = blocksOf(config);
  const counts = !language.modelType.includes("gemma3");
  if ((counts || maxLength === null) && lacksType(config)) throw keyError("rope_type");
  if (counts) derived = scaled(derived, blocks, release);
  if (Number.isNaN(derived.value)) throw valueError("cannot convert float NaN to integer");
  if (maxLength === null) {
    const original = attributes.get("original_max_position_embeddings");
    const longrope = atLeast(release, "0.11.1") && blocks.some((block) => block.get("rope_type") === "longrope");
    const own = longrope && original !== undefined ? numeric(original) : null;
    return positive(Math.trunc(own ?? derived.value), release);
  }
  const stated = numeric(attributes.get("model_max_length"));
  if (maxLength > derived.value && (stated === null || maxLength > stated)) {
    throw valueError(
      `User-specified max_model_len (${maxLength}) is greater than the derived max_model_len (max_position_embeddings=${str(derived)} or model_max_length=${str(attributes.get("model_max_length"))} in model's config.json). To allow overriding this maximum, set the env var VLLM_ALLOW_LONG_MAX_MODEL_LEN=1.`,
    );
  }
  return positive(maxLength, release);
}

function positive(length: number, release: string): number {
  if (length >= 1 || below(release, "0.12.0")) return length;
  throw valueError(`max_model_len must be a positive integer, got int: ${length}. Example: max_model_len=2048`);
}

function statedLength({ attributes }: LoadedConfig, release: string): PyNumber | null {
  const keys = KEYS.filter((key) => key !== "max_target_positions" || atLeast(release, "0.8.0"));
  const stated = keys.map((key) => numeric(attributes.get(key))).filter((value): value is number => value !== null);
  const own = numeric(attributes.get("model_max_length"));
  if (own !== null && own !== 0 && atLeast(release, "0.8.0")) return int(own);
  return stated.length === 0 ? null : int(Math.min(...stated));
}

/** One key that is no layer type makes the block a flat one, whose type is then looked up. */
function lacksType({ block, v5 }: LoadedConfig): boolean {
  if (!v5 || !isDict(block) || block.size === 0 || block.has("rope_type")) return false;
  return ![...block.keys()].every((key) => KNOWN_LAYER_TYPES.has(key) || key === "main" || key === "compress");
}

/** The blocks that count: one, or one a layer type. */
function blocksOf({ block, labels, v5 }: LoadedConfig): readonly PyDict[] {
  if (!isDict(block)) return [];
  const inner = [...block.values()].filter(isDict);
  const nested = nestedKeys(block, labels).length > 0 || (v5 && inner.length > 0 && inner.length === block.size);
  if (nested) return inner.filter((part) => part.size > 0 && labels.length > 0);
  return block.size === 0 ? [] : [block];
}

function scaled(derived: PyNumber, blocks: readonly PyDict[], release: string): PyNumber {
  const counted = below(release, "0.30.0") ? COUNTED : [...COUNTED, ...COUNTED_SINCE_30];
  let base: PyValue = derived;
  let factor: PyValue = float(1);
  for (const block of blocks) {
    const type = block.get("rope_type");
    if (typeof type === "string" && counted.includes(type)) continue;
    const stated = block.get("factor");
    factor = stated ?? (block.has("factor") ? nullFactor(release) : factor);
    if (type === "yarn" && below(release, "0.30.0")) base = originalOf(block);
  }
  const sequence = typeof factor === "string" || isList(factor);
  if (sequence && base === derived && atLeast(release, LENGTH_IS_FLOAT)) {
    throw typeError("can't multiply sequence by non-int of type 'float'");
  }
  if (typeof factor === "string") {
    throw valueError(`invalid literal for int() with base 10: '${factor}${factor}${factor}...'`);
  }
  if (isList(factor)) {
    throw typeError("int() argument must be a string, a bytes-like object or a real number, not 'list'");
  }
  return multiply(base, factor);
}

/** null counts as 1; before 0.12 it was multiplied. */
function nullFactor(release: string): PyValue {
  return below(release, "0.12.0") ? null : float(1);
}

function originalOf(block: PyDict): PyValue {
  const original = block.get("original_max_position_embeddings");
  if (original === undefined) throw keyError("original_max_position_embeddings");
  return original;
}
