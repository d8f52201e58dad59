/** What mlx-lm's model files stumble over besides the rotation. */
import { multiply } from "../python/arithmetic.ts";
import { keyError, Raised, typeError, valueError } from "../python/raised.ts";
import {
  int,
  isInt,
  isList,
  isNumber,
  numeric,
  type PyDict,
  type PyValue,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { MlxModel } from "./models.ts";

/** ModelArgs wants every field that has no default. */
export function checkRequired(document: PyDict, model: MlxModel): void {
  const missing = (model.required ?? []).filter((key) => !document.has(key));
  if (missing.length === 0) return;
  const names = missing.map((name) => `'${name}'`);
  const list =
    names.length === 1
      ? names[0]
      : names.length === 2
        ? names.join(" and ")
        : `${names.slice(0, -1).join(", ")}, and ${names.at(-1)}`;
  const arguments_ = missing.length === 1 ? "argument" : "arguments";
  throw typeError(`ModelArgs.__init__() missing ${missing.length} required positional ${arguments_}: ${list}`);
}

/** Layers are counted and weights are drawn by 1 / sqrt(hidden_size); then what the file itself asks for. */
export function checkShape(document: PyDict, file: string, model: MlxModel): void {
  const required = model.required ?? [];
  const [layers, hidden] = [document.get("num_hidden_layers"), document.get("hidden_size")];
  if (required.includes("num_hidden_layers") && !isInt(layers) && typeof layers !== "boolean") {
    throw typeError(`'${typeName(layers)}' object cannot be interpreted as an integer`);
  }
  if (required.includes("hidden_size") && (numeric(hidden) ?? 1) < 0) throw valueError("math domain error");
  if (Object.hasOwn(CHECKS, file)) CHECKS[file]?.(document);
}

/** What single files stumble over. */
const CHECKS: Readonly<Record<string, (document: PyDict) => void>> = {
  cohere2: (document) => {
    const [head, heads] = [document.get("head_dim") ?? int(128), document.get("num_attention_heads") ?? int(32)];
    if (numeric(multiply(head, heads)) === numeric(document.get("hidden_size") ?? int(4096))) return;
    throw valueError("hidden_size must be divisible by num_heads");
  },
  exaone4: (document) => {
    const pattern = document.get("sliding_window_pattern");
    if (!truthy(pattern) || !isNumber(pattern)) return;
    throw typeError(`object of type '${typeName(pattern)}' has no len()`);
  },
  gemma4_text: (document) =>
    checkSharedCaches(document.get("num_hidden_layers") ?? int(35), document.get("num_kv_shared_layers") ?? int(20)),
  gpt_oss: (document) => {
    const kinds = document.get("layer_types");
    if (!isList(kinds) || kinds.length === 0) return;
    const missing = ["sliding_attention", "full_attention"].find((kind) => !kinds.includes(kind));
    if (missing !== undefined) throw valueError(`'${missing}' is not in list`);
  },
  granitemoehybrid: (document) => {
    const kinds = document.get("layer_types");
    if (!isList(kinds)) return;
    const unknown = kinds.find((kind) => kind !== "mamba" && kind !== "attention");
    if (unknown !== undefined) throw valueError(`Unknown layer type: ${str(unknown)}`);
  },
};

/** The last layers of gemma4_text take keys and values from those before them, which must be there. */
function checkSharedCaches(layers: PyValue, shared: PyValue): void {
  if (!isInt(layers) || !isInt(shared) || shared.value <= 0) return;
  const own = layers.value - shared.value;
  if (own < -layers.value) throw new Raised("IndexError", "list index out of range");
  if (own <= 0) throw keyError("sliding_attention");
}
