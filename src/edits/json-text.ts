/** JSON as a config's author would write it: Python floats stay floats, lists of numbers stay on one line. */
import type { JsonObject, JsonValue } from "../config/model.ts";

/**
 * Keys whose numbers are floats. A whole factor is written "4.0": vLLM and SGLang raise TypeError at an integer factor of
 * type linear (vllm/model_executor/layers/rotary_embedding, linear_scaling_rope: it expects a list or a float).
 */
const FLOAT_KEYS = new Set([
  "factor",
  "attention_factor",
  "low_freq_factor",
  "high_freq_factor",
  "beta_fast",
  "beta_slow",
  "short_factor",
  "long_factor",
  "rope_theta",
  "rotary_emb_base",
  "partial_rotary_factor",
  "rope_ratio",
]);

export interface JsonStyle {
  /** One level of indentation; null for a file on one line. */
  readonly indent: string | null;
  readonly eol: string;
}

/** @param key the key that the value stands under; decides whether whole numbers are written as floats */
export function valueToText(value: JsonValue, key: string, style: JsonStyle, depth = 0): string {
  if (typeof value === "number") return FLOAT_KEYS.has(key) ? floatText(value) : String(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => valueToText(item, key, { ...style, indent: null }, depth)).join(", ")}]`;
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const { indent, eol } = style;
  if (indent === null) {
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}: ${valueToText(item, name, style)}`).join(", ")}}`;
  }
  const inner = indent.repeat(depth + 1);
  const lines = entries.map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${valueToText(item, name, style, depth + 1)}`,
  );
  return `{${eol}${lines.join(`,${eol}`)}${eol}${indent.repeat(depth)}}`;
}

/** The shortest text that Python reads back as the same float: 4 is "4.0". */
export function floatText(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** An object of parameters as JSON text on several lines, floats as floats. */
export function parametersToJson(parameters: JsonObject): string {
  return valueToText(parameters, "", { indent: "  ", eol: "\n" });
}
