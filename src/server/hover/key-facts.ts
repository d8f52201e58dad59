/** What a key does in this file, in sentences. */
import * as l10n from "@vscode/l10n";
import { bytesText, countText, factorsSentence, factorText, pretrainedSourceText } from "../../advice/index.ts";
import { type ConfigSnapshot, LENGTH_KEYS, type ModelConfig, type RopeEntry } from "../../config/index.ts";
import { frequencies, pairCount, pretrainedFrequencies, RopeParameterError, wavelength } from "../../rope/index.ts";
import { factorRow, ownFactors, wavelengthRow } from "./pair-rows.ts";

const WINDOW_KEYS: ReadonlySet<string> = new Set(LENGTH_KEYS);
const BLOCK_KEYS = new Set(["rope_scaling", "rope_parameters", "rope_type", "type"]);
const THETA_KEYS = new Set([
  "rope_theta",
  "rotary_emb_base",
  "rope_local_base_freq",
  "global_rope_theta",
  "local_rope_theta",
]);
const ROTARY_KEYS = new Set([
  "head_dim",
  "partial_rotary_factor",
  "rotary_pct",
  "rotary_dim",
  "qk_rope_head_dim",
  "kv_channels",
]);
const HEAD_KEYS = new Set(["hidden_size", "num_attention_heads", "n_embd", "n_head", "dim", "n_heads"]);
const CACHE_KEYS = new Set(["num_key_value_heads", "n_kv_heads", "num_hidden_layers", "torch_dtype", "dtype"]);
/** Keys that decide which pairs a scaling divides, and how far. */
const RAMP_KEYS = new Set([
  "beta_fast",
  "beta_slow",
  "truncate",
  "low_freq_factor",
  "high_freq_factor",
  "short_factor",
  "long_factor",
  "alpha",
]);
const LAYER_KEYS = new Set([
  "sliding_window",
  "use_sliding_window",
  "max_window_layers",
  "layer_types",
  "no_rope_layers",
]);

/** Empty for keys of which there is nothing to say here. */
export function keyFacts(snapshot: ConfigSnapshot, key: string, rope: number): string[] {
  const { model } = snapshot;
  const entry = model?.ropes[rope];
  if (model === null || entry === undefined) return [];
  if (WINDOW_KEYS.has(key)) return [...windowFacts(entry), ...cacheFacts(model, entry)];
  if (THETA_KEYS.has(key)) return wavelengthFacts(entry);
  if (BLOCK_KEYS.has(key)) return [...scalingFacts(entry), ...windowFacts(entry)];
  if (key === "factor") return [...rampFacts(entry), ...windowFacts(entry)];
  if (RAMP_KEYS.has(key)) return rampFacts(entry);
  if (LAYER_KEYS.has(key)) return layerFacts(model);
  if (key === "mrope_section") return sectionFacts(entry);
  if (key === "model_type" || key === "vocab_size") return checkpointFacts(model);
  if (key === "original_max_position_embeddings") return windowFacts(entry);
  if (key === "attention_factor" || key === "mscale" || key === "mscale_all_dim") return attentionFacts(entry);
  if (ROTARY_KEYS.has(key) || HEAD_KEYS.has(key)) return headFacts(entry);
  if (CACHE_KEYS.has(key)) return cacheFacts(model, entry);
  return [];
}

/** A small chart of the file's own pairs, where the key decides them; null elsewhere. */
export function keyChart({ model }: ConfigSnapshot, key: string, rope: number): string | null {
  const entry = model?.ropes[rope];
  if (entry === undefined) return null;
  const scales = BLOCK_KEYS.has(key) || RAMP_KEYS.has(key) || key === "factor";
  const factors = scales ? ownFactors(entry) : null;
  const rows = [
    THETA_KEYS.has(key) || ROTARY_KEYS.has(key) ? wavelengthRow(entry) : null,
    factors === null ? null : factorRow(factors),
  ].filter((row) => row !== null);
  return rows.length === 0 ? null : rows.join("\n");
}

/**
 * Whether a key of the language model is about its RoPE block as a whole, of which each framework makes its own.
 * @param entry undefined: no RoPE can be read
 */
export function isAboutBlock(
  { model }: ConfigSnapshot,
  pointer: string,
  key: string,
  entry: RopeEntry | undefined,
): boolean {
  if (model?.hasRope !== true || !pointer.startsWith(`${model.path}/`)) return false;
  if (key === "type" || key === "rope_type") return pointer.includes("/rope_");
  if (BLOCK_KEYS.has(key)) return true;
  return entry?.blockPointer === null && (THETA_KEYS.has(key) || WINDOW_KEYS.has(key));
}

function windowFacts({ spec, claimedLength, pretrainedLengthSource, slidingWindow }: RopeEntry): string[] {
  const { pretrainedLength } = spec;
  const scale = claimedLength / pretrainedLength;
  const source = pretrainedSourceText(pretrainedLengthSource);
  const claim =
    scale === 1
      ? l10n.t("The window is the pretrained length of {0} tokens ({1}).", pretrainedLength, source)
      : l10n.t(
          "The file claims {0} tokens: {1} times the pretrained {2} ({3}).",
          claimedLength,
          factorText(scale),
          pretrainedLength,
          source,
        );
  if (slidingWindow === null) return [claim];
  return [claim, l10n.t("These layers attend to the last {0} tokens only.", slidingWindow)];
}

function wavelengthFacts({ spec }: RopeEntry): string[] {
  const rotating = Array.from(pretrainedFrequencies(spec)).filter((frequency) => frequency > 0);
  const first = rotating[0];
  const last = rotating.at(-1);
  if (first === undefined || last === undefined) return [];
  const open = rotating.filter((frequency) => wavelength(frequency) > spec.pretrainedLength).length;
  return [
    l10n.t(
      "{0} frequency pairs with wavelengths from {1} to {2} tokens; {3} of them never finish a turn within the pretrained {4} tokens.",
      rotating.length,
      factorText(wavelength(first)),
      countText(Math.round(wavelength(last))),
      open,
      spec.pretrainedLength,
    ),
  ];
}

function scalingFacts(entry: RopeEntry): string[] {
  const { scaling } = entry.spec;
  if (scaling.type === "default") return [l10n.t("No scaling: the frequencies are the pretrained ones.")];
  const type =
    "factor" in scaling && scaling.factor !== null
      ? l10n.t("Type {0} with factor {1}.", scaling.type, factorText(scaling.factor))
      : l10n.t("Type {0}.", scaling.type);
  return [type, ...rampFacts(entry), ...attentionFacts(entry)];
}

/** Which pairs the file's own scaling keeps, ramps and divides. */
function rampFacts(entry: RopeEntry): string[] {
  const { scaling } = entry.spec;
  const factors = scaling.type === "default" ? null : ownFactors(entry);
  return factors === null ? [] : [factorsSentence({ title: scaling.type, factors }, Math.max(...factors))];
}

function layerFacts({ ropes }: ModelConfig): string[] {
  return ropes.flatMap(({ layers, slidingWindow, noPositions, claimedLength }) => {
    if (layers === null) return [];
    if (noPositions) return [l10n.t("{0} layers have no position embedding.", layers)];
    return slidingWindow === null
      ? [l10n.t("{0} layers attend to all of the {1} tokens.", layers, claimedLength)]
      : [l10n.t("{0} layers attend to the last {1} tokens only.", layers, slidingWindow)];
  });
}

function sectionFacts({ spec }: RopeEntry): string[] {
  const { mropeSection } = spec;
  if (mropeSection === null) return [];
  const sum = mropeSection.reduce((total, size) => total + size, 0);
  return [
    l10n.t("{0} pairs in sections of {1}; the head rotates {2}.", sum, mropeSection.join(" + "), pairCount(spec)),
  ];
}

function checkpointFacts({ checkpoint }: ModelConfig): string[] {
  if (checkpoint === null) return [];
  const { name, window } = checkpoint;
  return [l10n.t("The shape is that of {0}, which was pretrained on {1} tokens.", name, window)];
}

function attentionFacts({ spec, claimedLength }: RopeEntry): string[] {
  try {
    const { attentionFactor } = frequencies(spec, claimedLength);
    return [l10n.t("The attention factor on cosine and sine is {0}.", factorText(attentionFactor))];
  } catch (error) {
    if (error instanceof RopeParameterError) return [];
    throw error;
  }
}

function headFacts({ spec }: RopeEntry): string[] {
  const { headDim, rotaryDim } = spec;
  const pairs = pairCount(spec);
  return [
    rotaryDim === headDim
      ? l10n.t("A head has {0} entries; all of them rotate, in {1} frequency pairs.", headDim, pairs)
      : l10n.t("A head has {0} entries; {1} of them rotate, in {2} frequency pairs.", headDim, rotaryDim, pairs),
  ];
}

function cacheFacts({ kvCache }: ModelConfig, { claimedLength }: RopeEntry): string[] {
  if (kvCache === null) return [];
  const { bytesPerToken, bytesAtMax, dtype } = kvCache;
  return [
    l10n.t(
      "The key-value cache takes {0} a token in {1}: {2} for {3} tokens.",
      bytesText(bytesPerToken),
      dtype,
      bytesText(bytesAtMax),
      claimedLength,
    ),
  ];
}
