/** validate_rope of transformers 5: warnings, and the exceptions that it raises on the way. */
import { compare, divide } from "../python/arithmetic.ts";
import { keyError, noAttribute, typeError, valueError } from "../python/raised.ts";
import {
  float,
  int,
  isDict,
  isFloat,
  isInt,
  isList,
  numeric,
  type PyDict,
  type PyValue,
  same,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { Report } from "../report.ts";
import type { Attributes } from "./attributes.ts";
import { checkKeys } from "./block-keys.ts";
import { checkFamilyList } from "./config-v4.ts";
import { nestedKeys, type Parameters } from "./parameters-v5.ts";
import { partOf } from "./rotary-size.ts";

interface Context {
  readonly block: PyDict;
  readonly type: string;
  readonly attributes: Attributes;
  readonly ignored: readonly string[];
  readonly report: Report;
}

const NAME = "rope_parameters";

function keys(context: Context, required: readonly string[], optional: readonly string[] = []): void {
  const { block, type, ignored, report } = context;
  const known = [...optional, "partial_rotary_factor"];
  checkKeys(block, { name: NAME, type, required, optional: known, ignored }, report);
}

function warnField(context: Context, field: string, rule: string, value: PyValue | undefined): void {
  context.report.warn(`\`rope_parameters\`'s ${field} field must be ${rule}, got ${str(value)}`);
}

function checkFactor(context: Context, factor: PyValue | undefined = context.block.get("factor")): void {
  const number = numeric(factor);
  if (number === null || number < 1) warnField(context, "factor", "a float or int >= 1", factor);
}

function checkPlain(context: Context): void {
  keys(context, ["rope_type"], ["rope_theta"]);
}

function checkFactorOnly(context: Context): void {
  keys(context, ["rope_type", "factor"], ["rope_theta"]);
  checkFactor(context);
}

function checkYarn(context: Context): void {
  const { block, report, attributes } = context;
  keys(
    context,
    ["rope_type", "factor", "original_max_position_embeddings"],
    ["rope_theta", "attention_factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim", "truncate"],
  );
  checkFactor(context);
  const attention = block.get("attention_factor");
  if (attention !== undefined && attention !== null && (!isFloat(attention) || attention.value < 0)) {
    warnField(context, "attention_factor", "a float greater than 0", attention);
  }
  const [fast, slow] = [block.get("beta_fast"), block.get("beta_slow")];
  for (const [field, value] of [
    ["beta_fast", fast],
    ["beta_slow", slow],
  ] as const) {
    if (value !== undefined && value !== null && numeric(value) === null)
      warnField(context, field, "a float or int", value);
  }
  if (compare(truthy(fast) ? fast : int(32), "<", truthy(slow) ? slow : int(1))) {
    report.warn(
      `\`rope_parameters\`'s beta_fast field must be greater than beta_slow, got beta_fast=${str(fast)} (defaults to 32 if None) and beta_slow=${str(slow)} (defaults to 1 if None)`,
    );
  }
  const implicit = divide(attributes.get("max_position_embeddings"), block.get("original_max_position_embeddings"));
  const factor = block.get("factor");
  if (!same(implicit, factor) && implicit.value !== 1) {
    report.warn(
      `The explicitly set RoPE scaling factor (config.rope_parameters['factor'] = ${str(factor)}) does not match the ratio implicitly set by other parameters (implicit factor = post-yarn context length / pre-yarn context length = config.max_position_embeddings / config.rope_parameters['original_max_position_embeddings'] = ${str(implicit)}). Using the explicit factor (${str(factor)}) in YaRN.`,
    );
  }
}

function checkLongrope(context: Context): void {
  const { block, report, attributes } = context;
  keys(
    context,
    ["rope_type", "short_factor", "long_factor", "original_max_position_embeddings"],
    ["rope_theta", "attention_factor", "factor"],
  );
  const head = attributes.has("head_dim") ? attributes.get("head_dim") : attributes.shapeHead();
  const pairs = Math.floor(partOf(head, block.get("partial_rotary_factor") ?? float(1)) / 2);
  for (const field of ["short_factor", "long_factor"]) {
    const list = block.get(field);
    if (!isList(list) || !list.every((item) => numeric(item) !== null))
      warnField(context, field, "a list of numbers", list);
    const length = isList(list) || typeof list === "string" ? list.length : isDict(list) ? list.size : null;
    if (length === null) throw typeError(`object of type '${typeName(list)}' has no len()`);
    if (length !== pairs) report.warn(`\`rope_parameters\`'s ${field} field must have length ${pairs}, got ${length}`);
  }
  const factor = block.get("factor");
  if (factor === undefined || factor === null) {
    report.warn(
      "This model config has set a `rope_parameters['original_max_position_embeddings']` field, to be used together with `max_position_embeddings` to determine a scaling factor.",
    );
  } else checkFactor(context, factor);
  const attention = block.get("attention_factor");
  if (attention !== undefined && attention !== null) {
    const number = numeric(attention);
    if (number === null || number < 0)
      warnField(context, "attention_factor", "a float or int greater than 0", attention);
  }
}

function checkLlama3(context: Context): void {
  const { block, report, attributes } = context;
  keys(context, [
    "rope_type",
    "factor",
    "original_max_position_embeddings",
    "low_freq_factor",
    "high_freq_factor",
    "rope_theta",
  ]);
  checkFactor(context);
  const [low, high] = [block.get("low_freq_factor"), block.get("high_freq_factor")];
  if (numeric(low) === null) warnField(context, "low_freq_factor", "a float, or int", low);
  if (numeric(high) === null) warnField(context, "high_freq_factor", "a float or int", high);
  if (compare(high, "<=", low)) {
    report.warn(
      `\`rope_parameters\`'s high_freq_factor field must be greater than low_freq_factor, got high_freq_factor=${str(high)} and low_freq_factor=${str(low)}`,
    );
  }
  const original = block.get("original_max_position_embeddings");
  const max = attributes.get("max_position_embeddings");
  if (!isInt(original) && typeof original !== "boolean") {
    warnField(context, "original_max_position_embeddings", "an integer", original);
  }
  if (compare(original, ">=", max)) {
    report.warn(
      `\`rope_parameters\`'s original_max_position_embeddings field must be less than max_position_embeddings, got ${str(original)} and max_position_embeddings=${str(max)}`,
    );
  }
}

function checkProportional(context: Context): void {
  keys(context, ["rope_type", "rope_theta"]);
}

const CHECKS: Readonly<Record<string, (context: Context) => void>> = {
  default: checkPlain,
  axial: checkPlain,
  linear: checkFactorOnly,
  dynamic: checkFactorOnly,
  yarn: checkYarn,
  longrope: checkLongrope,
  llama3: checkLlama3,
  proportional: checkProportional,
};

/** Raises for missing keys, and for values that Python cannot work with. */
export function validateV5(
  parameters: Parameters,
  attributes: Attributes,
  labels: readonly string[],
  ignored: readonly string[],
  report: Report,
): void {
  if (parameters.size === 0) return;
  const nested = nestedKeys(parameters, labels);
  const blocks: readonly (readonly [string, PyValue | undefined])[] =
    nested.length === 0 ? [["full_attention", parameters]] : nested.map((key) => [key, parameters.get(key)]);
  for (const [layerType, block] of blocks) {
    if (block === null || block === undefined) continue;
    if (!(block instanceof Map)) throw noAttribute(typeName(block), "get");
    const type = typeOf(block);
    block.set("rope_type", type);
    const check = typeof type === "string" && Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
    if (check === undefined) {
      report.warn(`Missing validation function in 'RotaryEmbeddingConfigMixin' for 'rope_type'='${str(type)}'`);
    } else check({ block, type: str(type), attributes, ignored, report });
    checkEven(attributes, block, layerType);
  }
}

/** What stands under the key counts, null as well. */
function typeOf(block: PyDict): PyValue {
  const key = block.has("rope_type") ? "rope_type" : "type";
  return block.has(key) ? (block.get(key) ?? null) : "default";
}

/** A fully rotated odd head above 4 is refused. */
function checkEven(attributes: Attributes, block: PyDict, layerType: string): void {
  const head = numeric(attributes.get("head_dim"));
  if (head === null || head <= 4 || head % 2 === 0) return;
  const share = block.get("partial_rotary_factor") ?? float(1);
  if (partOf(int(head), share) !== head) return;
  throw valueError(
    `RoPE requires an even rotary dimension, but got \`head_dim\`=${head} with \`partial_rotary_factor\`=${str(share)} for \`${layerType}\`.`,
  );
}

/** Phi-3's own rules on top. */
export function validatePhi3(parameters: Parameters, attributes: Attributes): void {
  const type = parameters.get("rope_type");
  const share = parameters.get("partial_rotary_factor");
  if (share === undefined) throw keyError("partial_rotary_factor");
  const pairs = Math.floor(partOf(attributes.shapeHead(), share) / 2);
  if (type !== "default" && type !== "longrope") {
    throw valueError(`\`rope_parameters\`'s type field must be one of ['longrope'], got ${str(type)}`);
  }
  for (const field of ["short_factor", "long_factor"]) {
    const list = parameters.get(field);
    if (list !== undefined && list !== null) checkFamilyList(parameters, field, pairs, NAME);
  }
}

/** Phi-3.5-MoE needs its two scales with every scaled type. */
export function validatePhimoe(parameters: Parameters): void {
  if (parameters.get("rope_type") === "default") return;
  for (const field of ["short_mscale", "long_mscale"]) {
    const value = parameters.get(field);
    if (numeric(value) === null)
      throw typeError(`\`rope_parameters\`'s ${field} field must be a number, got ${str(value)}`);
  }
}
