/** transformers 4: from a config.json to the rotary module that a model of that type builds and calls. */

import { plainFrequencies } from "../formulas/common.ts";
import { compare } from "../python/arithmetic.ts";
import { keyError, noAttribute, Raised, typeError } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { LayerRotation, Report } from "../report.ts";
import { readsAlpha, stretchedByAlpha } from "./alpha-theta.ts";
import { checkAttention } from "./attention-layer.ts";
import { Attributes } from "./attributes.ts";
import { checkDivisible, checkLayerTypes, loadBlock } from "./config-v4.ts";
import type { Family } from "./families.ts";
import { checkInitializerRange, checkNeeded, checkSizes, checkWeights } from "./model-sizes.ts";
import { phi3Rotation, phimoeRotation, plainRotation, tableRotation, thetaOf } from "./own-rotations-v4.ts";
import { type RopeInput, ropeInit } from "./rope-init.ts";
import { rotaryDim } from "./rotary-size.ts";
import { checkSectionsV4 } from "./sections.ts";

/** Runs one language model's config through a release; fills the report, raises what the release raises. */
export function runV4(
  modelType: string,
  file: PyDict,
  family: Family,
  release: string,
  sequenceLength: number | null,
  report: Report,
): void {
  const attributes = new Attributes(file, family);
  attributes.checkHead();
  checkDivisible(attributes, "config");
  checkLayerTypes(attributes, release);
  const block = loadBlock(attributes, release, report);
  checkNeeded(attributes);
  checkInitializerRange(attributes);
  checkDivisible(attributes, "model");
  if (family.rotation === "none") {
    const table = tableRotation(attributes);
    if (table !== null) report.ropes.push({ layerType: null, ...table });
    return;
  }
  const run: Run = { modelType, attributes, block, share: shareOf(attributes), release, sequenceLength };
  checkSizes(attributes);
  checkWeights(attributes, release);
  const rotation = rotationOf(run);
  const local = localRotation(run);
  if (local === null) report.ropes.push({ layerType: null, ...rotation });
  else report.ropes.push({ layerType: "full_attention", ...rotation }, local);
  checkSectionsV4(modelType, block, rotation.invFreq.length);
  checkDivisible(attributes, "attention");
  const scaled = isDict(block) && family.reads === true;
  checkAttention(attributes, { pairs: rotation.invFreq.length, scaled, share: run.share });
}

interface Run {
  readonly modelType: string;
  readonly attributes: Attributes;
  /** The scaling block as the config object holds it. */
  readonly block: PyValue | undefined;
  /** The rotated share of a head; undefined where nothing names one. */
  readonly share: PyValue | undefined;
  readonly release: string;
  readonly sequenceLength: number | null;
}

function shareOf(attributes: Attributes): PyValue | undefined {
  const [key, byDefault] = attributes.family.partial ?? [];
  if (typeof key !== "string") return attributes.get("partial_rotary_factor");
  const given = attributes.file.get(key);
  return given === undefined ? (typeof byDefault === "number" ? float(byDefault) : undefined) : given;
}

function rotationOf(run: Run): Omit<LayerRotation, "layerType"> {
  const { attributes, block, share, release, sequenceLength } = run;
  const { family } = attributes;
  if (family.nullRaises !== undefined && (block === undefined || block === null)) {
    const [exception = "", ...words] = family.nullRaises.split(": ");
    throw new Raised(exception, words.join(": "));
  }
  if (family.validates === "three fields" && below(release, "4.48.0"))
    return phi3Rotation(attributes, block, sequenceLength);
  if (family.reads !== true) return plainRotation(attributes, block, share, sequenceLength);
  const type = typeOf(run);
  const init = ropeInit(type, release);
  const input = inputOf(run, type, stretchedTheta(run, type));
  if (family.validates === "mscales") {
    return phimoeRotation(input, type, sequenceLength);
  }
  if (family.needsFactor === true && isDict(block)) checkSoftmaxScale(block);
  const atStart = init(input, null);
  const length = calledLength(input, type, family, sequenceLength);
  const called = length === null ? atStart : init(input, length);
  if (numeric(called.factorValue) === null) {
    throw typeError("only integer tensors of a single element can be converted to an index");
  }
  return called;
}

/** HunYuan's types stretch theta by alpha, since 4.56. */
function stretchedTheta({ modelType, attributes, block, share, release }: Run, type: PyValue | undefined): PyValue {
  const base = thetaOf(attributes);
  if (!readsAlpha(modelType, type) || !isDict(block)) return base;
  const alpha = block.get("alpha");
  if (alpha === undefined) throw keyError("alpha");
  return stretchedByAlpha(base, alpha, rotaryDim(attributes, type, release, share));
}

function inputOf({ attributes, block, share, release }: Run, type: PyValue | undefined, base: PyValue): RopeInput {
  const dict = isDict(block) ? block : new Map<string, PyValue>();
  return {
    release,
    block: dict,
    base,
    dim: rotaryDim(attributes, type, release, share),
    maxPositionEmbeddings: attributes.get("max_position_embeddings"),
    topOriginal: attributes.get("original_max_position_embeddings"),
    outer: dict,
  };
}

/** Types that take any block for Llama 3's. */
const ALWAYS_LLAMA3 = new Set(["llama4_text"]);

function typeOf({ modelType, block, release }: Run): PyValue | undefined {
  if (TYPE_UNREAD.has(modelType) && isDict(block)) return block.has("rope_type") ? block.get("rope_type") : "default";
  const type = ropeTypeOf(block, release);
  return ALWAYS_LLAMA3.has(modelType) && isDict(block) ? "llama3" : type;
}

/** DeepSeek's attention takes the factor of every block for its own scale. */
function checkSoftmaxScale(block: PyDict): void {
  const factor = block.get("factor");
  if (factor === undefined) throw keyError("factor");
  if (truthy(block.get("mscale_all_dim"))) compare(factor, "<=", int(1));
}

/** Types whose rotation reads rope_type only. */
const TYPE_UNREAD = new Set(["qwen3_vl_text", "qwen3_vl_moe_text", "qwen3_omni_moe_text"]);

/** rope_type of a block; up to 4.53 anything but null was asked for it. */
function ropeTypeOf(block: PyValue | undefined, release: string): PyValue | undefined {
  if (block === undefined || block === null) return "default";
  if (isDict(block)) return block.has("rope_type") ? block.get("rope_type") : (block.get("type") ?? null);
  if (atLeast(release, "4.54.0")) return "default";
  throw noAttribute(typeName(block), "get");
}

/** The length with which the frequencies are computed anew in a call; null: they stay as built. */
function calledLength(
  input: RopeInput,
  type: PyValue | undefined,
  family: Family,
  sequenceLength: number | null,
): number | null {
  if (sequenceLength === null || typeof type !== "string") return null;
  const { release, maxPositionEmbeddings: max, topOriginal } = input;
  if (type.includes("dynamic")) return compare(int(sequenceLength), ">", max) ? sequenceLength : null;
  if (type !== "longrope" || below(release, "4.48.0")) return null;
  if (below(release, "4.51.0") && family.validates !== "three fields") return null;
  const original = topOriginal === undefined ? max : topOriginal;
  return compare(int(sequenceLength), ">", original) ? (numeric(original) ?? 0) + 1 : null;
}

/** Types whose sliding layers follow the block as well, and types whose sliding layers keep theta and drop the block. */
const SLIDING_SCALED = new Set(["modernbert", "modernbert-decoder"]);
const SLIDING_PLAIN = new Set(["olmo3"]);

/** Sliding layers that have a RoPE of their own (Gemma 3, ModernBERT, OLMo 3); null for all other types. */
function localRotation(run: Run): LayerRotation | null {
  const { modelType, attributes, block, share, release, sequenceLength } = run;
  const layerType = "sliding_attention";
  const [key, byDefault] = attributes.family.localTheta ?? [];
  const own =
    typeof key === "string" && typeof byDefault === "number" ? (attributes.file.get(key) ?? float(byDefault)) : null;
  if (own === null && !SLIDING_PLAIN.has(modelType)) return null;
  const base = own ?? thetaOf(attributes);
  if (SLIDING_SCALED.has(modelType) && isDict(block)) {
    const type = ropeTypeOf(block, release);
    const input = inputOf(run, type, base);
    return {
      layerType,
      ...ropeInit(type, release)(input, calledLength(input, type, attributes.family, sequenceLength)),
    };
  }
  const dim = rotaryDim(attributes, "default", release, share);
  return { layerType, invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
}
