/**
 * The one internal description of a rotary embedding, whatever dialect wrote it.
 * No positions in a text, no framework: those belong to the layers above.
 */

/** Scaling types by their field names; `ntk` is a strategy, not a stock type, and is written through theta. */
export type RopeScaling =
  | { readonly type: "default" }
  | { readonly type: "linear"; readonly factor: number }
  /** NTK by running length: base' = base * (factor * n / max - (factor - 1))^(d/(d-2)), n at least max. */
  | { readonly type: "dynamic"; readonly factor: number; readonly originalLength: number }
  | {
      readonly type: "yarn";
      /** null: implied, max_position_embeddings / original (what transformers 4.51 to 4.55 computes whatever the key says). */
      readonly factor: number | null;
      readonly originalLength: number;
      readonly betaFast: number;
      readonly betaSlow: number;
      readonly truncate: boolean;
      /** null: derived from factor, mscale and mscaleAllDim. */
      readonly attentionFactor: number | null;
      readonly mscale: number | null;
      readonly mscaleAllDim: number | null;
    }
  | {
      readonly type: "llama3";
      readonly factor: number;
      readonly originalLength: number;
      readonly lowFreqFactor: number;
      readonly highFreqFactor: number;
    }
  | {
      readonly type: "longrope";
      readonly shortFactor: readonly number[];
      readonly longFactor: readonly number[];
      readonly originalLength: number;
      /** null: max_position_embeddings / original. */
      readonly factor: number | null;
      /** null: sqrt(1 + ln s / ln original), 1 for s <= 1. */
      readonly attentionFactor: number | null;
    }
  /** The first pairs rotate with exponents over head_dim, the rest not at all (Gemma 4). */
  | { readonly type: "proportional"; readonly factor: number; readonly partialRotaryFactor: number }
  /** Qwen 1: NTK in whole powers of two above seqLength, with a logarithmic attention scale that is not part of RoPE. */
  | { readonly type: "qwen-dynamic-ntk"; readonly seqLength: number };

export type RopeType = RopeScaling["type"];

export interface RopeSpec {
  /** rope_theta, the base of the frequencies. */
  readonly theta: number;
  /** Size of one attention head. */
  readonly headDim: number;
  /** d: how many entries of a head rotate; even. There are d/2 frequency pairs. */
  readonly rotaryDim: number;
  readonly scaling: RopeScaling;
  /** The window that the config claims, tokens. */
  readonly maxPositionEmbeddings: number;
  /** L: the window that the RoPE was trained on, tokens. */
  readonly pretrainedLength: number;
  /** What every pair was divided by in pretraining (Gemma 3's global layers: 8), whatever the file says now; mostly 1. */
  readonly trainedFactor: number;
  /** How the pairs are split into time, height and width (multimodal RoPE); null for plain text. */
  readonly mropeSection: readonly number[] | null;
}

/** What a rotary embedding computes. */
export interface Frequencies {
  /** theta_i in radians per position, one entry a pair (d/2). */
  readonly invFreq: Float64Array;
  /** Factor on cos and sin. */
  readonly attentionFactor: number;
}

/** Ids of the strategies, in the order of the documentation. `resonant-unbound` is a bound, not a strategy. */
export const STRATEGY_IDS = [
  "none",
  "linear",
  "ntk",
  "dynamic",
  "yarn",
  "llama3",
  "longrope",
  "distributional",
  "resonant",
] as const;
export type StrategyId = (typeof STRATEGY_IDS)[number];

/** How the model will be used: served without further training, or fine-tuned after the extension. */
export type Use = "as-is" | "fine-tuned";
