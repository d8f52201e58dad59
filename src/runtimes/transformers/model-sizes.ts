/** What building a model needs of its sizes, before any frequency is computed. */
import { floorDivide } from "../python/arithmetic.ts";
import { noAttribute, Raised, typeError } from "../python/raised.ts";
import { isFloat, isInt, numeric, type PyValue, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { Attributes } from "./attributes.ts";

/** Sizes that building the model needs as whole numbers. */
export function checkSizes(attributes: Attributes): void {
  const { maxNull, maxFloat } = attributes.family;
  const layers = attributes.file.get("num_hidden_layers");
  if (layers !== undefined && !isInt(layers)) {
    throw typeError(`'${typeName(layers)}' object cannot be interpreted as an integer`);
  }
  const max = attributes.get("max_position_embeddings");
  const refused = numeric(max) === null ? maxNull : isFloat(max) ? maxFloat : undefined;
  if (refused !== undefined)
    throw new Raised(refused, `max_position_embeddings must be an integer, not ${typeName(max)}`);
}

/** Weights are drawn with this deviation while the model is built. */
export function checkInitializerRange(attributes: Attributes): void {
  const given = attributes.file.get("initializer_range");
  const range = numeric(given);
  if (given !== undefined && range === null) {
    throw typeError(`normal_(): argument 'std' must be float, not ${typeName(given)}`);
  }
  if (range !== null && !(range >= 0)) {
    throw new Raised("RuntimeError", `normal expects std >= 0.0, but found std ${Number.isNaN(range) ? "nan" : range}`);
  }
}

/** Keys that a model cannot be built without, although its class has no default that works. */
const NEEDED: Readonly<Record<string, string>> = { ChameleonConfig: "vocabulary_map" };

/** Chameleon maps image tokens to words by a table that the file must have. */
export function checkNeeded({ file, family }: Attributes): void {
  const key = NEEDED[family.class ?? ""];
  if (key === undefined || truthy(file.get(key))) return;
  throw noAttribute("NoneType", "get");
}

/**
 * The attention layers' weights: a head of no size, a negative number of heads, sizes that are no integers. Raises what
 * building the layers raises.
 */
export function checkWeights(attributes: Attributes, release: string): void {
  const { family } = attributes;
  if (family.headNull === true && attributes.has("head_dim") && attributes.get("head_dim") === null) {
    if (atLeast(release, "4.48.0"))
      throw typeError("unsupported operand type(s) for ** or pow(): 'NoneType' and 'float'");
  }
  const head = attentionHead(attributes, release);
  const groups = attributes.get("num_key_value_heads");
  if (family.kvHeads === null && groups === null) {
    throw typeError("unsupported operand type(s) for //: 'int' and 'NoneType'");
  }
  if (typeof groups === "string") throw typeError("unsupported operand type(s) for //: 'int' and 'str'");
  if (numeric(head) === 0 && atLeast(release, "4.48.0")) {
    throw new Raised("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  }
  const sizes: readonly (PyValue | undefined)[] = [head, groups];
  if (sizes.some((size) => isFloat(size))) {
    throw typeError("empty(): argument 'size' (position 1) must be tuple of ints, but found element of type float");
  }
  const width = (numeric(head) ?? 0) * (numeric(groups) ?? 0);
  if (width < 0) throw new Raised("RuntimeError", `Trying to create tensor with negative dimension ${width}`);
}

/** The size of a head as the attention layer takes it; undefined where it is not made of the usual keys. */
function attentionHead(attributes: Attributes, release: string): PyValue | undefined {
  const { family } = attributes;
  if (family.qkRope !== undefined) return undefined;
  const given = family.headUse === "attribute" ? attributes.get("head_dim") : undefined;
  // Between 4.52 and 5 a head_dim that counts as false stands for an absent one.
  const absent = atLeast(release, "4.52.0") && below(release, "5.0.0") ? !truthy(given) : given === undefined;
  if (!absent) return given;
  const [hidden, heads] = [attributes.get("hidden_size"), attributes.get("num_attention_heads")];
  return numeric(hidden) === null || !numeric(heads) ? undefined : floorDivide(hidden, heads);
}
