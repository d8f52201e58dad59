/** The model files of mlx-lm: what each needs and whether its rotation reads the scaling block. */
import measured from "../data/mlx-models.json" with { type: "json" };
import { atLeast, nearestBelow } from "../release.ts";

export interface MlxModel {
  readonly since: string;
  /**
   * "block": initialize_rope with the file's block; "plain": nn.RoPE, the block is not looked at; "linear": nn.RoPE with
   * a linear scale; "own": a rotation of its own; "absent": the release has no such file.
   */
  readonly rotation: string;
  /** Fields without a default. */
  readonly required?: readonly string[];
  /** What the rotation spans: "head", "qk_rope_head_dim", "own". */
  readonly dims?: string;
  /** "head_dim": the key counts; "shape": hidden size by heads. */
  readonly head?: string;
  readonly rope_theta?: number | null;
  readonly head_dim?: number | null;
  readonly max_position_embeddings?: number | null;
  readonly qk_rope_head_dim?: number | null;
  /** The file has a field rope_parameters. */
  readonly parameters?: boolean;
  readonly lines?: string;
}

const MODELS: Readonly<Record<string, readonly MlxModel[]>> = measured.models;
const RELEASES: readonly string[] = measured.releases;
const REMAPPED: Readonly<Partial<Record<string, { readonly file: string; readonly since: string }>>> =
  measured.remapped;

/** The file that a release loads a model type with. */
export function fileOf(modelType: string, release: string): string {
  const remapped = Object.hasOwn(REMAPPED, modelType) ? REMAPPED[modelType] : undefined;
  return remapped !== undefined && atLeast(release, remapped.since) ? remapped.file : modelType;
}

/** null: no release has a file for it, or it came somewhere between the release read before this one and the next. */
export function mlxModel(modelType: string, release: string): MlxModel | null {
  const at = nearestBelow(RELEASES, release);
  if (at === null) return null;
  const model = modelOf(modelType, at);
  if (model !== undefined) return model;
  const next = RELEASES[RELEASES.indexOf(at) + 1];
  if (at !== release && next !== undefined && modelOf(modelType, next) !== undefined) return null;
  const isKnown = Object.hasOwn(REMAPPED, modelType) || Object.hasOwn(MODELS, modelType);
  return isKnown ? { since: at, rotation: "absent" } : null;
}

/** @param at a release that was read; undefined: it has no file for the type */
function modelOf(modelType: string, at: string): MlxModel | undefined {
  const file = fileOf(modelType, at);
  const history = Object.hasOwn(MODELS, file) ? (MODELS[file] ?? []) : [];
  const latest = history.filter((entry) => atLeast(at, entry.since)).at(-1);
  return latest?.rotation === "absent" ? undefined : latest;
}
