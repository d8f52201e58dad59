/** What a key does in this file, in sentences. */
import { countText, factorText, pretrainedSourceText } from "../../advice/index.ts";
import type { ConfigSnapshot, ModelConfig, RopeEntry } from "../../config/index.ts";
import { LENGTH_KEYS } from "../../edits/index.ts";
import { frequencies, pairCount, pretrainedFrequencies, RopeParameterError, wavelength } from "../../rope/index.ts";
import { bytesText } from "./bytes-text.ts";

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

/** Empty for keys of which there is nothing to say here. */
export function keyFacts(snapshot: ConfigSnapshot, key: string, rope: number): string[] {
  const { model } = snapshot;
  const entry = model?.ropes[rope];
  if (model === null || entry === undefined) return [];
  if (WINDOW_KEYS.has(key)) return [...windowFacts(entry), ...cacheFacts(model, entry)];
  if (THETA_KEYS.has(key)) return wavelengthFacts(entry);
  if (BLOCK_KEYS.has(key)) return [...scalingFacts(entry), ...windowFacts(entry)];
  if (key === "factor" || key === "original_max_position_embeddings") return windowFacts(entry);
  if (key === "attention_factor" || key === "mscale" || key === "mscale_all_dim") return attentionFacts(entry);
  if (ROTARY_KEYS.has(key) || HEAD_KEYS.has(key)) return headFacts(entry);
  if (CACHE_KEYS.has(key)) return cacheFacts(model, entry);
  return [];
}

function windowFacts({ spec, claimedLength, pretrainedLengthSource, slidingWindow }: RopeEntry): string[] {
  const { pretrainedLength } = spec;
  const scale = claimedLength / pretrainedLength;
  const source = pretrainedSourceText(pretrainedLengthSource);
  const claim =
    scale === 1
      ? `The window is the pretrained length of ${pretrainedLength} tokens (${source}).`
      : `The file claims ${claimedLength} tokens: ${factorText(scale)} times the pretrained ${pretrainedLength} (${source}).`;
  return slidingWindow === null ? [claim] : [claim, `These layers attend to the last ${slidingWindow} tokens only.`];
}

function wavelengthFacts({ spec }: RopeEntry): string[] {
  const rotating = Array.from(pretrainedFrequencies(spec)).filter((frequency) => frequency > 0);
  const first = rotating[0];
  const last = rotating.at(-1);
  if (first === undefined || last === undefined) return [];
  const open = rotating.filter((frequency) => wavelength(frequency) > spec.pretrainedLength).length;
  return [
    `${rotating.length} frequency pairs with wavelengths from ${factorText(wavelength(first))} to ` +
      `${countText(Math.round(wavelength(last)))} tokens; ${open} of them never finish a turn within the pretrained ` +
      `${spec.pretrainedLength} tokens.`,
  ];
}

function scalingFacts(entry: RopeEntry): string[] {
  const { scaling } = entry.spec;
  if (scaling.type === "default") return ["No scaling: the frequencies are the pretrained ones."];
  const factor = "factor" in scaling && scaling.factor !== null ? ` with factor ${factorText(scaling.factor)}` : "";
  return [`Type ${scaling.type}${factor}.`, ...attentionFacts(entry)];
}

function attentionFacts({ spec, claimedLength }: RopeEntry): string[] {
  try {
    const { attentionFactor } = frequencies(spec, claimedLength);
    return [`The attention factor on cosine and sine is ${factorText(attentionFactor)}.`];
  } catch (error) {
    if (error instanceof RopeParameterError) return [];
    throw error;
  }
}

function headFacts({ spec }: RopeEntry): string[] {
  const { headDim, rotaryDim } = spec;
  const part = rotaryDim === headDim ? "all of them rotate" : `${rotaryDim} of them rotate`;
  return [`A head has ${headDim} entries; ${part}, in ${pairCount(spec)} frequency pairs.`];
}

function cacheFacts({ kvCache }: ModelConfig, { claimedLength }: RopeEntry): string[] {
  if (kvCache === null) return [];
  const { bytesPerToken, bytesAtMax, dtype } = kvCache;
  return [
    `The key-value cache takes ${bytesText(bytesPerToken)} a token in ${dtype}: ${bytesText(bytesAtMax)} for ${claimedLength} tokens.`,
  ];
}
