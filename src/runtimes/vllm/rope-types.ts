/** vLLM's get_rope: the rotation of each type, and of the model files that build a block of their own. */
import type { Rotation } from "../formulas/common.ts";
import { yarnMagnitude } from "../formulas/yarn.ts";
import { compare, multiply } from "../python/arithmetic.ts";
import { keyError, valueError } from "../python/raised.ts";
import { float, int, type PyDict, type PyValue, truthy } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import {
  checkSections,
  deepseekFactor,
  dynamicRope,
  type GetRope,
  linearRope,
  llama3Rope,
  longRope,
  ntkRope,
  plainRope,
  proportionalRope,
  requiredKey,
  stretchedRope,
  unknownType,
  yarnRope,
} from "../serving/get-rope.ts";

/** What decides beside the block. */
export interface Started {
  readonly release: string;
  /** The window that the engine starts with. */
  readonly length: number;
  readonly sequenceLength: number | null;
}

export function ropeByType(started: Started, rope: GetRope, type: PyValue | undefined): Rotation {
  const { release } = started;
  const { block } = rope;
  if (type === undefined) throw keyError("rope_type");
  switch (type) {
    case "default":
      checkSections(rope);
      return plainRope(rope);
    case "linear":
      return linearRope(rope, requiredKey(block, "factor"));
    case "ntk":
      if (below(release, "0.11.0")) throw unknownType(type);
      return ntkRope(rope, requiredKey(block, "factor"), block.get("mixed_b"));
    case "dynamic":
      return dynamicRotation(rope, release);
    case "llama3":
      return llama3Rope(rope, (key) => requiredKey(block, key));
    case "yarn":
      return yarnRotation(rope, release);
    case "deepseek_yarn":
    case "deepseek_llama_scaling":
      return deepseekYarn(rope, release);
    case "longrope":
      return longRope(rope, requiredKey(block, "original_max_position_embeddings"), usesLongList(started, block));
    case "proportional":
      if (below(release, "0.13.0")) throw unknownType(type);
      return proportionalRope(rope);
    default:
      throw unknownType(type);
  }
}

/** Since 0.11.1 by the window that the engine starts with, before by the lengths in the batch. */
function usesLongList({ release, length, sequenceLength }: Started, block: PyDict): boolean {
  const original = block.get("original_max_position_embeddings");
  const asked = atLeast(release, "0.11.1") ? length : (sequenceLength ?? 1);
  return compare(int(asked), ">", original);
}

function dynamicRotation(rope: GetRope, release: string): Rotation {
  const { block, maxPosition } = rope;
  const alpha = block.get("alpha");
  if (alpha !== undefined && atLeast(release, "0.11.0")) return stretchedRope(rope, multiply(alpha, float(1)).value);
  const factor = block.get("factor");
  if (factor === undefined) {
    if (below(release, "0.11.0")) throw keyError("factor");
    throw valueError("Dynamic rope scaling must contain either 'alpha' or 'factor' field");
  }
  if (atLeast(release, "0.22.0")) {
    return dynamicRope(rope, factor, maxPosition, block.get("max_trained_positions") ?? maxPosition);
  }
  return dynamicRope(rope, factor, multiply(factor, maxPosition), maxPosition);
}

/** With mrope_section since 0.11 the class for three axes, which counts rotations in a table of four times the length. */
function yarnRotation(rope: GetRope, release: string): Rotation {
  const { block } = rope;
  const factor = requiredKey(block, "factor");
  const original = requiredKey(block, "original_max_position_embeddings");
  const axes = block.has("mrope_section") && atLeast(release, "0.11.0");
  if (axes) checkSections(rope);
  return yarnRope(rope, {
    factor,
    original: axes ? multiply(original, int(4)) : original,
    truncate: truncates(block, release),
    attentionFactor: yarnFactor(block, factor, release, axes),
    extrapolation: extrapolation(block, release),
  });
}

/** A factor on the part that is kept, until 0.29. */
function extrapolation(block: PyDict, release: string): PyValue | undefined {
  return below(release, "0.30.0") ? block.get("extrapolation_factor") : undefined;
}

/** The ramp's ends are rounded; since 0.12 the block can say otherwise. */
function truncates(block: PyDict, release: string): boolean {
  return below(release, "0.12.0") || truthy(block.get("truncate") ?? true);
}

function yarnFactor(block: PyDict, factor: PyValue, release: string, axes: boolean): number {
  if (atLeast(release, "0.30.0")) {
    const given = block.get("attention_factor");
    if (given !== undefined && given !== null) return multiply(given, float(1)).value;
    const [mscale, all] = [block.get("mscale"), block.get("mscale_all_dim")];
    const pair = truthy(mscale) && truthy(all);
    return pair ? yarnMagnitude(factor, mscale) / yarnMagnitude(factor, all) : yarnMagnitude(factor);
  }
  const attn = multiply(block.get("attn_factor") ?? int(1), float(1)).value;
  const applies = axes || below(release, "0.11.1") || truthy(block.get("apply_yarn_scaling") ?? true);
  return applies ? yarnMagnitude(factor) * attn : attn;
}

function deepseekYarn(rope: GetRope, release: string): Rotation {
  const { block } = rope;
  const factor = requiredKey(block, "factor");
  const original = requiredKey(block, "original_max_position_embeddings");
  return yarnRope(rope, {
    factor,
    original,
    truncate: true,
    attentionFactor: deepseekFactor(block, factor, below(release, "0.30.0")),
    extrapolation: extrapolation(block, release),
  });
}

/** DeepSeek models turn every scaled type into their yarn; before 0.13 the type default too. */
export function deepseekRotation(rope: GetRope, block: PyDict | null, release: string): Rotation {
  const plain = block === null || (block.get("rope_type") === "default" && atLeast(release, "0.13.0"));
  return plain ? plainRope(rope) : deepseekYarn(rope, release);
}

/** gpt-oss builds a yarn block of its own from four keys of the file's. */
export function gptOssRotation(rope: GetRope, release: string): Rotation {
  const { block } = rope;
  const factor = requiredKey(block, "factor");
  const original = requiredKey(block, "original_max_position_embeddings");
  requiredKey(block, "beta_fast");
  requiredKey(block, "beta_slow");
  return yarnRope(rope, {
    factor,
    original,
    truncate: truncates(block, release),
    attentionFactor: yarnMagnitude(factor),
    extrapolation: undefined,
  });
}
