/** What a config.json says, normalised: the contract between the parser and everything above it. */
import type { Node } from "jsonc-parser";
import type { RopeSpec } from "../rope/spec.ts";
import type { Shape } from "./shape.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export interface SyntaxProblem {
  readonly offset: number;
  readonly length: number;
  /** In plain words: "a comma is expected". */
  readonly message: string;
  /** Python's json module, so every framework, rejects the file for it. false: NaN and Infinity, which Python takes. */
  readonly fatal: boolean;
  /** false: the tree is whole all the same (a comment, a trailing comma, NaN), so edits still find their place. */
  readonly breaksTree: boolean;
}

/** `rope_scaling` beside rope_theta (v4), or `rope_parameters` that holds everything (v5). */
export type Dialect = "v4" | "v5";

/** Where the pretrained length is known from, in the order of preference. */
export type PretrainedLengthSource =
  | { readonly kind: "setting" }
  | { readonly kind: "original-length"; readonly pointer: string }
  | { readonly kind: "checkpoint"; readonly checkpoint: string }
  | { readonly kind: "max-position-embeddings"; readonly pointer: string }
  /** The file has no length key: the model type's own default. */
  | { readonly kind: "type-default" }
  /** Neither the file nor a known type says: that of the first LLaMA, for want of any. */
  | { readonly kind: "assumed" };

/** One rotary embedding of the model (one per layer type) and where the file states it. */
export interface RopeEntry {
  readonly spec: RopeSpec;
  /** The layer type as layer_types spells it; null when all layers share one RoPE. */
  readonly layerType: string | null;
  /** How many layers use it; null when the file does not say. */
  readonly layers: number | null;
  readonly pretrainedLengthSource: PretrainedLengthSource;
  /** The layers see only that many last tokens, fewer than the claimed length; null for full attention. */
  readonly slidingWindow: number | null;
  /** The window that the file claims for this RoPE: max_position_embeddings, or L times the explicit factor. */
  readonly claimedLength: number;
  /** JSON pointer of the scaling block that this RoPE is read from; null when there is none. */
  readonly blockPointer: string | null;
  /** That block, or the model type's own where the file has none. */
  readonly block: JsonObject;
  /** original_max_position_embeddings beside the block; null when the file has none there. */
  readonly originalBeside: number | null;
  /** partial_rotary_factor in the file although the whole head rotates; null: there is none, or it is read. */
  readonly unreadPartial: number | null;
  /** Every layer of it has no position embedding (NoPE). */
  readonly noPositions: boolean;
}

export interface ModelConfig {
  readonly modelType: string | null;
  /** For headings: the known checkpoint's name, else _name_or_path's last part, else the model type. */
  readonly title: string;
  /** JSON pointer of the object that holds the language model's RoPE keys: "" or "/text_config". */
  readonly path: string;
  /** The model type whose rules that object follows ("gemma3_text" for gemma3); null: none that is known. */
  readonly languageModelType: string | null;
  readonly dialect: Dialect;
  /** The language model has a RoPE, even when its values are such that none can be computed (`ropes` is then shorter). */
  readonly hasRope: boolean;
  /** Empty for models without RoPE. */
  readonly ropes: readonly RopeEntry[];
  /** The known checkpoint whose fingerprint matches, with its repository and pretrained window; null when none does. */
  readonly checkpoint: { readonly name: string; readonly repository: string; readonly window: number } | null;
  /** Sizes of the language model, the model type's defaults where the file says nothing. */
  readonly shape: Shape;
  /** Attention layers without position embedding (NoPE); null when the file does not say, or the model has no RoPE. */
  readonly layersWithoutPositions: number | null;
  readonly kvCache: { readonly bytesPerToken: number; readonly bytesAtMax: number; readonly dtype: string } | null;
}

/** One parse of one version of a text; rules, hover, completion and analysis share it. */
export interface ConfigSnapshot {
  readonly text: string;
  /** Tree with offsets, of what could be parsed; undefined for an empty text or one above the size limit. */
  readonly root: Node | undefined;
  /** The document as plain values; the last of two equal keys wins, as in Python. null when it is not an object. */
  readonly value: JsonObject | null;
  readonly syntaxProblems: readonly SyntaxProblem[];
  /** null: no model config (foreign, empty, too large): no diagnostics, no lenses. */
  readonly model: ModelConfig | null;
}

export interface ReadOptions {
  /** Pretrained length chosen by the user for this file, tokens; overrides every other source. */
  readonly pretrainedLength?: number | undefined;
}
