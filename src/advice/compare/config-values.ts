/** The RoPE and shape values of a config, whatever its spelling, as rows of a table. */
import * as l10n from "@vscode/l10n";
import type { ModelConfig, RopeEntry } from "../../config/model.ts";
import type { RopeScaling } from "../../rope/spec.ts";
import { bytesText } from "../bytes-text.ts";
import { pretrainedSourceText } from "../lengths.ts";
import { factorText } from "../numbers.ts";

export interface ConfigValue {
  readonly label: string;
  /** null: the config does not say, or has no such thing. */
  readonly text: string | null;
  /** Equal values have equal identities, also where the text is shortened. */
  readonly identity: string;
}

/** Sizes of the network and what they cost in memory. */
export function shapeValues({ modelType, shape, kvCache, dialect }: ModelConfig): ConfigValue[] {
  const { hidden, intermediate, layers, heads, kvHeads, vocabulary } = shape;
  return [
    plain(l10n.t("model type"), modelType),
    plain(l10n.t("layers"), layers),
    plain(l10n.t("hidden size"), hidden),
    plain(l10n.t("feed-forward size"), intermediate),
    plain(l10n.t("attention heads"), heads),
    plain(l10n.t("key-value heads"), kvHeads),
    plain(l10n.t("vocabulary"), vocabulary),
    plain(l10n.t("number format"), kvCache?.dtype ?? null),
    plain(l10n.t("KV cache a token"), kvCache === null ? null : bytesText(kvCache.bytesPerToken)),
    plain(l10n.t("KV cache for the window"), kvCache === null ? null : bytesText(kvCache.bytesAtMax)),
    plain(l10n.t("spelling"), dialect === "v5" ? "rope_parameters (v5)" : "rope_scaling (v4)"),
  ];
}

/** One rotary embedding. */
export function ropeValues(entry: RopeEntry): ConfigValue[] {
  const { spec, claimedLength, pretrainedLengthSource, slidingWindow, layers } = entry;
  const source = pretrainedSourceText(pretrainedLengthSource);
  return [
    plain(l10n.t("window"), claimedLength),
    {
      label: l10n.t("pretrained length"),
      text: l10n.t("{0} ({1})", spec.pretrainedLength, source),
      identity: String(spec.pretrainedLength),
    },
    plain(l10n.t("RoPE type"), spec.scaling.type),
    plain("rope_theta", spec.theta),
    plain(l10n.t("head size"), spec.headDim),
    plain(l10n.t("rotary size"), spec.rotaryDim),
    ...scalingValues(spec.scaling),
    plain(l10n.t("sliding window"), slidingWindow),
    plain(l10n.t("layers with this RoPE"), layers),
  ];
}

/** Keys of a block as transformers spells them. */
const KEYS: Readonly<Record<string, string>> = {
  factor: "factor",
  originalLength: "original_max_position_embeddings",
  betaFast: "beta_fast",
  betaSlow: "beta_slow",
  truncate: "truncate",
  attentionFactor: "attention_factor",
  mscale: "mscale",
  mscaleAllDim: "mscale_all_dim",
  lowFreqFactor: "low_freq_factor",
  highFreqFactor: "high_freq_factor",
  shortFactor: "short_factor",
  longFactor: "long_factor",
  partialRotaryFactor: "partial_rotary_factor",
  seqLength: "seq_length",
};

function scalingValues(scaling: RopeScaling): ConfigValue[] {
  return Object.entries(scaling).flatMap(([name, value]: [string, unknown]): ConfigValue[] => {
    const label = KEYS[name];
    if (label === undefined) return [];
    if (Array.isArray(value)) return [list(label, value.map(Number))];
    return [plain(label, typeof value === "number" || typeof value === "boolean" ? value : null)];
  });
}

function plain(label: string, value: string | number | boolean | null): ConfigValue {
  const text = value === null ? null : String(value);
  return { label, text, identity: text ?? "" };
}

function list(label: string, values: readonly number[]): ConfigValue {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return {
    label,
    text: l10n.t("{0} values, {1} to {2}", values.length, factorText(least), factorText(most)),
    identity: values.join(" "),
  };
}
