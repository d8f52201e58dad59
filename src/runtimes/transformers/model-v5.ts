/** transformers 5: from a config.json to the rotary module that a model of that type builds and calls. */

import { plainFrequencies } from "../formulas/common.ts";
import { compare } from "../python/arithmetic.ts";
import { keyError, typeError, valueError } from "../python/raised.ts";
import { float, int, isDict, isInt, numeric, type PyDict, type PyValue, truthy, typeName } from "../python/value.ts";
import { atLeast } from "../release.ts";
import type { LayerRotation, Report } from "../report.ts";
import { hasAlpha, stretchedByAlpha } from "./alpha-theta.ts";
import { checkAttention } from "./attention-layer.ts";
import { Attributes } from "./attributes.ts";
import { checkDivisible } from "./config-v4.ts";
import type { Family } from "./families.ts";
import { hasHeadsByLayer, headAttributes } from "./head-sizes.ts";
import { checkLayerTypes, layerTypesOf } from "./layer-types.ts";
import { checkNeeded, checkWeights } from "./model-sizes.ts";
import { tableRotation } from "./own-rotations-v4.ts";
import { loadParameters, type Parameters, standardise } from "./parameters-v5.ts";
import { type RopeInput, ropeInit } from "./rope-init.ts";
import { partOf, rotaryDim } from "./rotary-size.ts";
import { checkSectionsV5 } from "./sections.ts";
import { checkFields, inValidator } from "./strict-fields.ts";
import { validatePhi3, validatePhimoe, validateV5 } from "./validate-v5.ts";

const PHI3 = new Set(["phi3", "phi4_multimodal"]);

/** A config object after loading, as the model sees it. */
export interface LoadedV5 {
  readonly attributes: Attributes;
  readonly parameters: Parameters | null;
  readonly labels: readonly string[];
}

/** Loads the config object: fields, parameters, validators. Raises what loading raises. */
export function loadV5(modelType: string, file: PyDict, family: Family, release: string, report: Report): LoadedV5 {
  checkFields(file, family);
  const attributes = new Attributes(file, family);
  attributes.checkHead();
  const labels = family.labels ?? layerTypesOf(attributes) ?? [];
  // A class that has no layer types takes the file's only after the parameters are put together.
  const early = family.labels !== undefined || family.layerTypes !== undefined ? labels : [];
  const { parameters } = loadParameters(modelType, attributes, early, release);
  const ignored = [...(family.ignored ?? []), ...(shareNamed(attributes, parameters) ? ["partial_rotary_factor"] : [])];
  inValidator("validate_architecture", () => checkDivisible(attributes, "config", true));
  inValidator("validate_layer_type", () => checkLayerTypes(attributes));
  if (family.kvFails === "config") inValidator("validate_architecture", () => checkGroups(attributes));
  if (parameters !== null) {
    inValidator("validate_rope", () => {
      validateV5(parameters, attributes, labels, ignored, report);
      if (PHI3.has(modelType)) validatePhi3(parameters, attributes);
      if (modelType === "phimoe") validatePhimoe(parameters);
    });
  }
  return { attributes, parameters, labels };
}

function shareNamed(attributes: Attributes, parameters: Parameters | null): boolean {
  return attributes.file.has("partial_rotary_factor") || parameters?.has("partial_rotary_factor") === true;
}

function checkGroups(attributes: Attributes): void {
  const [heads, groups] = [
    numeric(attributes.get("num_attention_heads")),
    numeric(attributes.get("num_key_value_heads")),
  ];
  if (heads !== null && groups !== null && groups !== 0 && heads % groups !== 0) {
    throw valueError(`num_attention_heads (${heads}) must be divisible by num_key_value_heads (${groups})`);
  }
}

/** Runs one language model's config through a release; fills the report, raises what the release raises. */
export function runV5(
  modelType: string,
  file: PyDict,
  family: Family,
  release: string,
  sequenceLength: number | null,
  report: Report,
): void {
  const { attributes, parameters, labels } = loadV5(modelType, file, family, release, report);
  checkNeeded(attributes);
  if (family.rotation === "none") {
    const table = tableRotation(attributes);
    if (table !== null) report.ropes.push({ layerType: null, ...table });
    return;
  }
  checkDivisible(attributes, "model");
  const layers = attributes.file.get("num_hidden_layers");
  if (layers !== undefined && !isInt(layers)) {
    throw typeError(`'${typeName(layers)}' object cannot be interpreted as an integer`);
  }
  checkWeights(attributes, release);
  if (parameters === null) throw typeError("'NoneType' object is not subscriptable");
  const run = { attributes, parameters, labels, release, sequenceLength, modelType };
  if (family.layered === undefined) {
    const block = parameters;
    const rotation = rotationOf(run, block, null);
    report.ropes.push({ layerType: null, ...rotation });
    if (hasAlpha(modelType, block)) report.read("alpha");
    checkSectionsV5(modelType, block, rotation.invFreq.length);
    finish(run, block, rotation.invFreq.length);
    return;
  }
  const kinds = family.labels ?? [...new Set(layerTypesOf(attributes) ?? family.layered)].sort();
  let first: { block: PyDict; pairs: number } | null = null;
  for (const layerType of kinds) {
    const block = parameters.get(layerType);
    if (block === undefined) throw keyError(layerType);
    if (!isDict(block)) continue;
    const rotation = rotationOf(run, block, layerType);
    report.ropes.push({ layerType, ...rotation });
    first ??= { block, pairs: rotation.invFreq.length };
  }
  if (first !== null) finish(run, first.block, first.pairs);
}

interface Run {
  readonly modelType: string;
  readonly attributes: Attributes;
  readonly parameters: Parameters;
  readonly labels: readonly string[];
  readonly release: string;
  readonly sequenceLength: number | null;
}

function finish({ attributes, modelType }: Run, block: PyDict, pairs: number): void {
  checkDivisible(attributes, "attention");
  if (hasHeadsByLayer(modelType)) return;
  const type = block.get("rope_type");
  checkAttention(attributes, {
    pairs,
    scaled: type !== "default",
    share: block.get("partial_rotary_factor"),
    scale: () => checkLlama4Scale(attributes, block),
  });
}

/** Types whose queries are scaled by position: the keys that their layers look up in the block. */
const SCALED_QUERIES = new Set(["Ministral3Config", "Mistral4Config"]);

function checkLlama4Scale({ family }: Attributes, block: PyDict): void {
  if (!SCALED_QUERIES.has(family.class ?? "")) return;
  for (const key of ["llama_4_scaling_beta", "original_max_position_embeddings"]) {
    const value = block.get(key);
    if (numeric(value) === null) {
      throw typeError(`unsupported operand type(s) for *: '${typeName(value)}' and 'Tensor'`);
    }
  }
}

/** Before that, a longer call than the window computes the dynamic type anew, without alpha. */
const ALPHA_STAYS = "5.20.0";

function rotationOf(run: Run, block: PyDict, layerType: string | null): Omit<LayerRotation, "layerType"> {
  const { modelType, attributes, parameters, labels, release, sequenceLength } = run;
  const type = block.get("rope_type");
  if (type === undefined) throw keyError("rope_type");
  const own = headAttributes(attributes, modelType, layerType);
  if (type === "default")
    return { invFreq: plainFrequencies(thetaOf(block), defaultDim(own, block)), attentionFactor: 1 };
  if (hasAlpha(modelType, block) && (atLeast(release, ALPHA_STAYS) || calledLength(run, block, type) === null)) {
    const head = numeric(own.get("head_dim"));
    const theta = stretchedByAlpha(thetaOf(block), block.get("alpha"), head);
    return { invFreq: plainFrequencies(theta, head ?? 0), attentionFactor: 1 };
  }
  const init = ropeInit(type, release);
  standardise(parameters, attributes, labels, true);
  const share = block.get("partial_rotary_factor");
  const input: RopeInput = {
    release,
    block,
    base: thetaOf(block),
    dim: rotaryDim(own, type, release, type === "proportional" ? float(1) : share),
    maxPositionEmbeddings: attributes.get("max_position_embeddings"),
    topOriginal: undefined,
    outer: parameters,
  };
  const atStart = init(input, null);
  const length = calledLength(run, block, type);
  if (type === "longrope" && atLeast(release, "5.1.0")) {
    const original = block.get("original_max_position_embeddings");
    init(input, (numeric(original) ?? 0) + 1);
  }
  const called = length === null ? atStart : init(input, length);
  const scale = modelType === "phimoe" ? phimoeScale(block, sequenceLength) : null;
  if (scale !== null) return { invFreq: called.invFreq, attentionFactor: scale };
  if (numeric(called.factorValue) === null) {
    throw typeError("only integer tensors of a single element can be converted to an index");
  }
  return called;
}

/** Phi-3.5-MoE has scales of its own, by the length of the call. */
function phimoeScale(block: PyDict, sequenceLength: number | null): number | null {
  const original = block.get("original_max_position_embeddings");
  if (original === undefined) return null;
  const long = compare(int(sequenceLength ?? 1), ">", original);
  return numeric(block.get(long ? "long_mscale" : "short_mscale"));
}

function thetaOf(block: PyDict): PyValue {
  const theta = block.get("rope_theta");
  if (theta === undefined) throw keyError("rope_theta");
  return theta;
}

/** The plain type reads the rotated share only in some classes. */
function defaultDim(attributes: Attributes, block: PyDict): number {
  const { family } = attributes;
  const given = attributes.get("head_dim");
  if (family.headRequired === true && given === null) {
    throw typeError("unsupported operand type(s) for ** or pow(): 'NoneType' and 'float'");
  }
  const head = truthy(given) ? given : attributes.shapeHead();
  const share = family.partialUse === "ignored" ? undefined : block.get("partial_rotary_factor");
  return partOf(head, share ?? float(1));
}

/** The length with which the frequencies are computed anew in a call; null: they stay as built. */
function calledLength({ attributes, sequenceLength, modelType }: Run, block: PyDict, type: PyValue): number | null {
  if (sequenceLength === null || typeof type !== "string") return null;
  if (type.includes("dynamic")) {
    return compare(int(sequenceLength), ">", attributes.get("max_position_embeddings")) ? sequenceLength : null;
  }
  if (type !== "longrope" || modelType === "phimoe") return null;
  const original = block.get("original_max_position_embeddings");
  return compare(int(sequenceLength), ">", original) ? (numeric(original) ?? 0) + 1 : null;
}
