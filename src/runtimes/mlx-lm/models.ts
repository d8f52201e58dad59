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
const REMAPPED: Readonly<Partial<Record<string, string>>> = measured.remapped;

/** The file that a model type is loaded with. */
export function fileOf(modelType: string): string {
  return (Object.hasOwn(REMAPPED, modelType) ? REMAPPED[modelType] : undefined) ?? modelType;
}

/** null: no release has a file for it. */
export function mlxModel(modelType: string, release: string): MlxModel | null {
  const file = fileOf(modelType);
  const history = Object.hasOwn(MODELS, file) ? MODELS[file] : undefined;
  const at = nearestBelow(RELEASES, release);
  if (history === undefined || at === null) return null;
  return history.filter((entry) => atLeast(at, entry.since)).at(-1) ?? { since: at, rotation: "absent" };
}
