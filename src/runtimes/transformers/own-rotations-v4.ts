/** transformers 4: rotary modules that a class writes itself instead of taking the common formulas. */
import { broadcast, plainFrequencies, powers, shownFactor, tensorOf } from "../formulas/common.ts";
import { compare } from "../python/arithmetic.ts";
import { keyError } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyValue, truthy } from "../python/value.ts";
import type { LayerRotation } from "../report.ts";
import type { Attributes } from "./attributes.ts";
import { type RopeInput, ropeInit } from "./rope-init.ts";
import { partOf } from "./rotary-size.ts";

/** theta as the class finds it: under its own key, else the class's default; some never look. */
export function thetaOf(attributes: Attributes): PyValue {
  const { thetaKey, theta } = attributes.family;
  const given = typeof thetaKey === "string" ? attributes.file.get(thetaKey) : undefined;
  return given === undefined ? float(theta ?? 10000) : given;
}

/** A rotation that knows theta and a head, and of scaling at most what the first releases knew: linear and dynamic. */
export function plainRotation(
  attributes: Attributes,
  block: PyValue | undefined,
  share: PyValue | undefined,
  sequenceLength: number | null,
): Omit<LayerRotation, "layerType"> {
  const { family } = attributes;
  const own = family.rotaryDim;
  const head = family.headUse === "attribute" ? attributes.get("head_dim") : attributes.shapeHead();
  const dim =
    typeof own === "number"
      ? own
      : partOf(head, family.partialUse === "ignored" || share === undefined ? float(1) : share);
  const base = thetaOf(attributes);
  if (family.validates !== "two fields" || !isDict(block)) {
    return { invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
  }
  const factor = numeric(block.get("factor")) ?? 1;
  const plain = plainFrequencies(base, dim);
  if (block.get("type") === "linear") {
    return { invFreq: plain.map((frequency) => Math.fround(frequency / factor)), attentionFactor: 1 };
  }
  const max = numeric(attributes.get("max_position_embeddings")) ?? Number.NaN;
  if (sequenceLength === null || sequenceLength <= max) return { invFreq: plain, attentionFactor: 1 };
  const stretch = ((factor * sequenceLength) / max - (factor - 1)) ** (dim / (dim - 2));
  return { invFreq: plainFrequencies(float((numeric(base) ?? Number.NaN) * stretch), dim), attentionFactor: 1 };
}

/** GPT-J and CodeGen rotate with a table of their own: theta 10000, the rotated part by its size. */
export function tableRotation(attributes: Attributes): Omit<LayerRotation, "layerType"> | null {
  const { rotaryDim } = attributes.family;
  if (typeof rotaryDim !== "number") return null;
  const given = attributes.file.get("rotary_dim");
  const dim = given === undefined ? rotaryDim : (numeric(given) ?? numeric(attributes.get("n_embd")));
  return dim === null ? null : { invFreq: plainFrequencies(float(10000), dim), attentionFactor: 1 };
}

/** Phi-3's own class up to 4.47: a list by the length of the call, the factor by the two lengths. */
export function phi3Rotation(
  attributes: Attributes,
  block: PyValue | undefined,
  sequenceLength: number | null,
): Omit<LayerRotation, "layerType"> {
  const dim = numeric(attributes.shapeHead()) ?? 0;
  const base = thetaOf(attributes);
  if (!isDict(block)) return { invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
  const original = numeric(attributes.get("original_max_position_embeddings")) ?? Number.NaN;
  const max = numeric(attributes.get("max_position_embeddings")) ?? Number.NaN;
  const list = tensorOf(
    block.get(sequenceLength !== null && sequenceLength > original ? "long_factor" : "short_factor"),
  );
  const invFreq = broadcast(list, powers(base, dim)).map((product) => Math.fround(1 / product));
  const scale = max / original;
  const factor = scale <= 1 ? 1 : Math.sqrt(1 + Math.log(scale) / Math.log(original));
  return { invFreq, attentionFactor: shownFactor(invFreq, factor) };
}

/** Phi-3.5-MoE: computed in every call, with scales of its own. */
export function phimoeRotation(
  input: RopeInput,
  type: PyValue | undefined,
  sequenceLength: number | null,
): Omit<LayerRotation, "layerType"> {
  const length = sequenceLength ?? 1;
  const { invFreq, attentionFactor } = ropeInit(type, input.release)(input, length);
  const original = input.block.get("original_max_position_embeddings");
  if (!truthy(input.block)) return { invFreq, attentionFactor };
  if (original === undefined) throw keyError("original_max_position_embeddings");
  const scale = input.block.get(compare(int(length), ">", original) ? "long_mscale" : "short_mscale");
  return { invFreq, attentionFactor: numeric(scale) ?? attentionFactor };
}
