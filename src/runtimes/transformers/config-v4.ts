/** What the configuration classes of transformers 4 do with the scaling block before any model exists. */
import { noAttribute, Raised, typeError, valueError } from "../python/raised.ts";
import {
  floatOf,
  isDict,
  isFloat,
  isInt,
  isList,
  isNumber,
  numeric,
  type PyDict,
  type PyValue,
  repr,
  str,
  typeName,
} from "../python/value.ts";
import { atLeast } from "../release.ts";
import type { Report } from "../report.ts";
import { type Attributes, fromJson } from "./attributes.ts";
import { validateV4 } from "./validate-v4.ts";

/** The block as the object holds it: undefined where neither file nor class names one. */
function scalingBlock(attributes: Attributes): PyValue | undefined {
  const given = attributes.file.get("rope_scaling");
  if (given !== undefined) return given;
  const { block } = attributes.family;
  return block === undefined ? undefined : fromJson(block);
}

/** Checks and rewrites the block as the class does at load. Raises what the class raises. */
export function loadBlock(attributes: Attributes, release: string, report: Report): PyValue | undefined {
  const block = scalingBlock(attributes);
  const { validates, typeWins, floats, mrope } = attributes.family;
  if (validates === "two fields") return checkTwoFields(block);
  if (validates === "three fields") return checkThreeFields(block, attributes);
  if (validates === "mscales") return checkPhimoe(block, attributes, release, report);
  if (block === undefined || block === null || validates !== "keys") return renameMrope(block, mrope === true);
  if (!isDict(block)) throw notADict(block, typeWins === true);
  const copy = new Map(block);
  if (typeWins === true && copy.has("type")) {
    if (mrope === true && copy.get("type") === "mrope") copy.set("type", "default");
    copy.set("rope_type", copy.get("type") ?? null);
  }
  if (floats === true) makeFloats(copy);
  const ignored = mrope === true ? ["mrope_section"] : [];
  validateV4(copy, attributes, release, ignored, report);
  return copy;
}

function renameMrope(block: PyValue | undefined, mrope: boolean): PyValue | undefined {
  if (!mrope || !isDict(block) || block.get("type") !== "mrope") return block;
  const copy = new Map(block);
  copy.set("type", "default");
  copy.set("rope_type", "default");
  return copy;
}

/** `"type" in block` is asked before `block.get`. */
function notADict(block: PyValue, asksForType: boolean): Raised {
  if (asksForType && (isNumber(block) || typeof block === "boolean")) {
    return typeError(`argument of type '${typeName(block)}' is not iterable`);
  }
  return noAttribute(typeName(block), "get");
}

/** DeepSeek classes turn these three into floats, from strings too. */
export function makeFloats(block: Map<string, PyValue>): void {
  for (const key of ["beta_fast", "beta_slow", "factor"]) {
    const value = block.get(key);
    if (value !== undefined) block.set(key, floatOf(value));
  }
}

/** The rule of the first releases: exactly type and factor. */
export function checkTwoFields(block: PyValue | undefined): PyValue | undefined {
  if (block === undefined || block === null) return block;
  if (!isDict(block) || block.size !== 2) {
    throw valueError(
      `\`rope_scaling\` must be a dictionary with two fields, \`type\` and \`factor\`, got ${str(block)}`,
    );
  }
  const [type, factor] = [block.get("type"), block.get("factor")];
  if (type !== "linear" && type !== "dynamic") {
    throw valueError(`\`rope_scaling\`'s type field must be one of ['linear', 'dynamic'], got ${str(type)}`);
  }
  if (!isFloat(factor) || !(factor.value > 1)) {
    throw valueError(`\`rope_scaling\`'s factor field must be a float > 1, got ${str(factor)}`);
  }
  return block;
}

const FAMILY_LISTS = ["short_factor", "long_factor"] as const;

/** Phi-3: exactly type, short_factor and long_factor. */
function checkThreeFields(block: PyValue | undefined, attributes: Attributes): PyValue | undefined {
  if (block === undefined || block === null) return block;
  let adjusted: PyValue = block;
  if (isDict(block) && (block.get("type") === "su" || block.get("type") === "yarn")) {
    adjusted = new Map(block).set("type", "longrope");
  }
  if (!isDict(adjusted) || adjusted.size !== 3) {
    throw valueError(
      `\`rope_scaling\` must be a dictionary with three fields, \`type\`, \`short_factor\` and \`long_factor\`, got ${str(adjusted)}`,
    );
  }
  const type = adjusted.get("type");
  if (type !== "longrope")
    throw valueError(`\`rope_scaling\`'s type field must be one of ['longrope'], got ${str(type)}`);
  const share = attributes.family.partial === undefined ? undefined : attributes.get("partial_rotary_factor");
  const size = Math.trunc((numeric(attributes.shapeHead()) ?? 0) * (share === undefined ? 1 : (numeric(share) ?? 1)));
  for (const field of FAMILY_LISTS) checkFamilyList(adjusted, field, Math.floor(size / 2), "rope_scaling");
  return adjusted;
}

/** A list of numbers of that length, else ValueError; `name` is the block's, for the message. */
export function checkFamilyList(block: PyDict, field: string, pairs: number, name: string): void {
  const list = block.get(field);
  if (!isList(list) || !list.every((item) => numeric(item) !== null)) {
    throw valueError(`\`${name}\`'s ${field} field must be a list of numbers, got ${str(list)}`);
  }
  if (list.length !== pairs) {
    throw valueError(`\`${name}\`'s ${field} field must have length ${pairs}, got ${list.length}`);
  }
}

/** Phi-3.5-MoE needs its two scales. */
function checkPhimoe(
  block: PyValue | undefined,
  attributes: Attributes,
  release: string,
  report: Report,
): PyValue | undefined {
  if (!isDict(block)) return block;
  const copy = new Map(block);
  if (!copy.has("rope_type")) copy.set("rope_type", copy.get("type") ?? null);
  const original = copy.get("original_max_position_embeddings");
  if (original !== undefined) attributes.set("original_max_position_embeddings", original);
  for (const field of ["short_mscale", "long_mscale"]) {
    const value = copy.get(field);
    if (numeric(value) === null) {
      const words = `\`rope_scaling\`'s ${field} field must be a number, got ${str(value)}`;
      throw atLeast(release, "4.54.0") ? typeError(words) : valueError(words);
    }
  }
  validateV4(copy, attributes, release, [], report);
  return copy;
}

const LAYER_TYPES = new Set([
  "full_attention",
  "sliding_attention",
  "chunked_attention",
  "linear_attention",
  "conv",
  "attention",
  "sparse",
  "dense",
  "hybrid",
  "mamba",
]);

/** layer_type_validation, since 4.53; the number of entries since 4.57. */
export function checkLayerTypes(attributes: Attributes, release: string): void {
  if (attributes.family.layerTypes === undefined || !atLeast(release, "4.53.0")) return;
  const types = attributes.file.get("layer_types");
  if (types === undefined || types === null) return;
  if (!isList(types)) throw typeError(`'${typeName(types)}' object is not iterable`);
  if (!types.every((type) => typeof type === "string" && LAYER_TYPES.has(type))) {
    throw valueError(`The \`layer_types\` entries must be in ${repr([...LAYER_TYPES])}`);
  }
  const layers = attributes.get("num_hidden_layers");
  if (atLeast(release, "4.57.0") && isInt(layers) && layers.value !== types.length) {
    throw valueError(
      `\`num_hidden_layers\` (${str(layers)}) must be equal to the number of layer types (${types.length})`,
    );
  }
}

/** Raises what the class raises for a hidden size that the heads do not divide; `plain`: as ValueError, to be wrapped. */
export function checkDivisible(attributes: Attributes, stage: "config" | "model" | "attention", plain = false): void {
  const { indivisible } = attributes.family;
  if (!Array.isArray(indivisible) || indivisible[0] !== stage) return;
  const [hidden, heads] = [numeric(attributes.get("hidden_size")), numeric(attributes.get("num_attention_heads"))];
  if (hidden === null || heads === null || heads === 0 || hidden % heads === 0) return;
  const message = wordsWith(String(indivisible[2]), hidden, heads);
  const inner = message.split("ValueError: ")[1];
  throw plain && inner !== undefined ? valueError(inner) : new Raised(String(indivisible[1]), message);
}

/** The measured message with this file's numbers: the first number is the hidden size, the second the heads. */
function wordsWith(message: string, hidden: number, heads: number): string {
  const numbers = [hidden, heads];
  return message.replace(/\d+/g, (digits) => String(numbers.shift() ?? digits));
}
