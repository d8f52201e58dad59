/** The model files of vLLM and SGLang: how each hands the scaling block to get_rope. */
import type { PyDict } from "../python/value.ts";
import { atLeast, nearestBelow } from "../release.ts";

/**
 * "block": the flat block; "layers": one block a layer type; "deepseek", "gpt_oss": by their own rules; "transformers": that
 * model's own; "plain": theta, no block; "own": not read; "absent": the release has no such file.
 */
const KINDS = ["block", "layers", "deepseek", "gpt_oss", "transformers", "plain", "own", "absent"] as const;
type Kind = (typeof KINDS)[number];

export interface ServedModel {
  readonly since: string;
  readonly kind: Kind;
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

/** A data file as JSON has it, in which a kind is any text. */
interface RecordedModels {
  readonly releases: readonly string[];
  readonly types: Readonly<Record<string, readonly (Omit<ServedModel, "kind"> & { readonly kind: string })[]>>;
}

/** @throws RangeError for a kind that is none: the data was made by another version of scripts/oracle */
export function servedModels({ releases, types }: RecordedModels): ServedModels {
  const histories = Object.entries(types).map(([type, history]) => [
    type,
    history.map((entry): ServedModel => ({ ...entry, kind: kindOf(entry.kind) })),
  ]);
  return { releases, types: Object.fromEntries(histories) };
}

function kindOf(text: string): Kind {
  const kind = KINDS.find((known) => known === text);
  if (kind === undefined) throw new RangeError(`There is no kind of model file ${text}`);
  return kind;
}

/** null where no release has a file for the model type. */
export function servedModel(models: ServedModels, modelType: string, release: string): ServedModel | null {
  const history = Object.hasOwn(models.types, modelType) ? models.types[modelType] : undefined;
  const at = nearestBelow(models.releases, release);
  if (history === undefined || at === null) return null;
  return history.filter((entry) => atLeast(at, entry.since)).at(-1) ?? null;
}

/** The Llama file takes the whole head where the config states no share; what other files then take was not read. */
export function shareIsKnown({ partial, file }: ServedModel, config: PyDict): boolean {
  return partial !== true || file === "llama" || (config.get("partial_rotary_factor") ?? null) !== null;
}

/** Model files that hand dual_chunk_attention_config to get_rope, which then reads nothing of the block. */
const DUAL_CHUNK_FILES = new Set(["qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "qwen3_next"]);

export function takesDualChunks(file: PyDict, model: ServedModel): boolean {
  return DUAL_CHUNK_FILES.has(model.file ?? "") && (file.get("dual_chunk_attention_config") ?? null) !== null;
}
