/** rope_config_validation of transformers 4: warnings, and the exceptions that it raises on the way. */
import { compare, divide } from "../python/arithmetic.ts";
import { typeError } from "../python/raised.ts";
import {
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
import { atLeast, below } from "../release.ts";
import type { Report } from "../report.ts";
import type { Attributes } from "./attributes.ts";
import { checkKeys } from "./block-keys.ts";

interface Context {
  readonly block: PyDict;
  readonly type: PyValue | undefined;
  readonly release: string;
  readonly attributes: Attributes;
  readonly report: Report;
  readonly ignored: readonly string[];
}

const NAME = "rope_scaling";

function keys(context: Context, required: readonly string[], optional: readonly string[] = []): void {
  const { block, type, release, report, ignored } = context;
  checkKeys(block, { name: NAME, type, required, optional, ignored, typeCounts: below(release, "4.45.0") }, report);
}

function warnField(context: Context, field: string, rule: string, value: PyValue | undefined): void {
  context.report.warn(`\`rope_scaling\`'s ${field} field must be ${rule}, got ${str(value)}`);
}

function checkFactor(context: Context): void {
  const factor = context.block.get("factor");
  if (!isFloat(factor) || factor.value < 1) warnField(context, "factor", "a float >= 1", factor);
}

function checkDefault(context: Context): void {
  keys(context, ["rope_type"]);
}

function checkLinear(context: Context): void {
  keys(context, ["rope_type", "factor"]);
  checkFactor(context);
}

function checkDynamic(context: Context): void {
  keys(context, ["rope_type", "factor"], ["original_max_position_embeddings"]);
  checkFactor(context);
}

const YARN_KEYS = ["attention_factor", "beta_fast", "beta_slow"];

function checkYarn(context: Context): void {
  const { block, release } = context;
  const optional = [...YARN_KEYS];
  if (atLeast(release, "4.51.0")) optional.push("original_max_position_embeddings", "mscale", "mscale_all_dim");
  if (atLeast(release, "4.55.0")) optional.push("truncate");
  keys(context, ["rope_type", "factor"], optional);
  checkFactor(context);
  checkAttentionFactor(context);
  const [fast, slow] = [block.get("beta_fast"), block.get("beta_slow")];
  for (const [field, value] of [
    ["beta_fast", fast],
    ["beta_slow", slow],
  ] as const) {
    if (value !== undefined && value !== null && !isFloat(value)) warnField(context, field, "a float", value);
  }
  if (compare(truthy(fast) ? fast : int(32), "<", truthy(slow) ? slow : int(1))) {
    context.report.warn(
      `\`rope_scaling\`'s beta_fast field must be greater than beta_slow, got beta_fast=${str(fast)} (defaults to 32 if None) and beta_slow=${str(slow)} (defaults to 1 if None)`,
    );
  }
  if (atLeast(release, "4.56.0")) checkYarnLengths(context);
}

function checkYarnLengths({ block, attributes, report }: Context): void {
  const original = block.get("original_max_position_embeddings");
  if (original === undefined || original === null) {
    report.warn(
      "config.rope_scaling['original_max_position_embeddings'], the pre-yarn context length, is unset. We will **assume** config.max_position_embeddings holds the pre-yarn context length.",
    );
    return;
  }
  const implicit = divide(attributes.get("max_position_embeddings"), original);
  const factor = block.get("factor");
  if (!same(implicit, factor)) {
    report.warn(
      `The explicitly set RoPE scaling factor (config.rope_scaling['factor'] = ${str(factor)}) does not match the ratio implicitly set by other parameters (implicit factor = post-yarn context length / pre-yarn context length = config.max_position_embeddings / config.rope_scaling['original_max_position_embeddings'] = ${str(implicit)}). Using the explicit factor (${str(factor)}) in YaRN.`,
    );
  }
}

function checkAttentionFactor(context: Context): void {
  const value = context.block.get("attention_factor");
  if (value === undefined || value === null) return;
  if (!isFloat(value) || value.value < 0) warnField(context, "attention_factor", "a float greater than 0", value);
}

function checkLists(context: Context): void {
  const { block, attributes, release } = context;
  const share = attributes.get("partial_rotary_factor");
  const head =
    below(release, "4.44.0") || !attributes.has("head_dim") ? attributes.shapeHead() : attributes.get("head_dim");
  const [size, part] = [numeric(head), share === undefined ? 1 : numeric(share)];
  if (size === null || part === null) {
    throw typeError(
      `unsupported operand type(s) for *: '${typeName(head)}' and '${share === undefined ? "float" : typeName(share)}'`,
    );
  }
  const pairs = Math.floor(Math.trunc(size * part) / 2);
  for (const field of ["short_factor", "long_factor"]) {
    const list = block.get(field);
    if (!isList(list)) {
      if (typeof list !== "string" && !isDict(list)) throw typeError(`'${typeName(list)}' object is not iterable`);
      warnField(context, field, "a list of numbers", list);
    }
    const length = isList(list) ? list.length : isDict(list) ? list.size : typeof list === "string" ? list.length : 0;
    if (length !== pairs) {
      context.report.warn(`\`rope_scaling\`'s ${field} field must have length ${pairs}, got ${length}`);
    }
  }
}

function checkLongrope(context: Context): void {
  const { block, attributes, release, report } = context;
  keys(
    context,
    ["rope_type", "short_factor", "long_factor"],
    ["attention_factor", "factor", "original_max_position_embeddings"],
  );
  checkLists(context);
  // At this point the object has only the keys that its class names, not the file's others.
  if (attributes.declares("original_max_position_embeddings")) {
    report.warn(
      "This model has set a `original_max_position_embeddings` field, to be used together with `max_position_embeddings` to determine a scaling factor.",
    );
    return;
  }
  const factor = block.get("factor");
  if (factor === undefined || factor === null) report.warn("Missing required keys in `rope_scaling`: 'factor'");
  else checkFactor(context);
  const attention = block.get("attention_factor");
  if (below(release, "4.45.0") && (attention === undefined || attention === null)) compare(null, "<", int(0));
  checkAttentionFactor(context);
}

function checkLlama3(context: Context): void {
  const { block, attributes, release } = context;
  keys(context, ["rope_type", "factor", "original_max_position_embeddings", "low_freq_factor", "high_freq_factor"]);
  checkFactor(context);
  const [low, high] = [block.get("low_freq_factor"), block.get("high_freq_factor")];
  if (!isFloat(low)) warnField(context, "low_freq_factor", "a float", low);
  if (!isFloat(high)) warnField(context, "high_freq_factor", "a float", high);
  if (compare(high, below(release, "4.44.0") ? "<" : "<=", low)) {
    context.report.warn(
      `\`rope_scaling\`'s high_freq_factor field must be greater than low_freq_factor, got high_freq_factor=${str(high)} and low_freq_factor=${str(low)}`,
    );
  }
  const original = block.get("original_max_position_embeddings");
  if (!isInt(original) && typeof original !== "boolean") {
    warnField(context, "original_max_position_embeddings", "an integer", original);
  }
  const max = attributes.get("max_position_embeddings");
  if (compare(original, ">=", max)) {
    context.report.warn(
      `\`rope_scaling\`'s original_max_position_embeddings field must be less than max_position_embeddings, got ${str(original)} and max_position_embeddings=${str(max)}`,
    );
  }
}

const CHECKS: Readonly<Record<string, (context: Context) => void>> = {
  default: checkDefault,
  linear: checkLinear,
  dynamic: checkDynamic,
  yarn: checkYarn,
  longrope: checkLongrope,
  llama3: checkLlama3,
};

/** Raises for missing keys and for values that Python cannot compare. */
export function validateV4(
  block: PyDict,
  attributes: Attributes,
  release: string,
  ignored: readonly string[],
  report: Report,
): void {
  const type = block.has("rope_type") ? block.get("rope_type") : block.get("type");
  const name = block.has("rope_type") || block.has("type") ? type : "default";
  const check = typeof name === "string" && Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check === undefined) {
    report.warn(`Missing validation function mapping in \`ROPE_VALIDATION_FUNCTIONS\` for 'rope_type'='${str(name)}'`);
    return;
  }
  check({ block, type, release, attributes, report, ignored });
}
