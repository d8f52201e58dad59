/** The model files of vLLM and SGLang: how each hands the scaling block to get_rope. */
import { isDict, type PyDict, type PyValue } from "../python/value.ts";
import { atLeast, nearestBelow } from "../release.ts";
import type { Report } from "../report.ts";

export interface ServedModel {
  readonly since: string;
  /** "block": the flat block; "layers": one block a layer type; "deepseek", "gpt_oss": by their own rules; "transformers": that model's own; "plain": theta, no block; "own": not read; "absent". */
  readonly kind: string;
  readonly file?: string;
  readonly lines?: string;
  /** The file hands the rotating part of a head to get_rope itself. */
  readonly partial?: boolean;
  /** The rotation is not split in halves. */
  readonly interleaved?: boolean;
}

export interface ServedModels {
  readonly releases: readonly string[];
  readonly types: Readonly<Record<string, readonly ServedModel[]>>;
}

/** null where no release has a file for the model type. */
export function servedModel(models: ServedModels, modelType: string, release: string): ServedModel | null {
  const history = Object.hasOwn(models.types, modelType) ? models.types[modelType] : undefined;
  const at = nearestBelow(models.releases, release);
  if (history === undefined || at === null) return null;
  return history.filter((entry) => atLeast(at, entry.since)).at(-1) ?? null;
}

/** The keys of the block that a file of kind "plain" leaves unread. */
export function ignoreBlock(block: PyValue | undefined, report: Report): void {
  if (!isDict(block)) return;
  for (const key of block.keys()) if (!TYPE_AND_THETA.has(key)) report.ignore(key);
}

const TYPE_AND_THETA = new Set(["rope_type", "type", "rope_theta"]);

/** The Llama file takes the whole head where the config states no share; what other files then take was not read. */
export function shareIsKnown({ partial, file }: ServedModel, config: PyDict): boolean {
  return partial !== true || file === "llama" || (config.get("partial_rotary_factor") ?? null) !== null;
}

/** Model files that hand dual_chunk_attention_config to get_rope, which then reads nothing of the block. */
const DUAL_CHUNK_FILES = new Set(["qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "qwen3_next"]);

export function takesDualChunks(file: PyDict, model: ServedModel): boolean {
  return DUAL_CHUNK_FILES.has(model.file ?? "") && (file.get("dual_chunk_attention_config") ?? null) !== null;
}
