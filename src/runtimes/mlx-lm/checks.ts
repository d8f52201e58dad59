/** What mlx-lm's model files stumble over besides the rotation. */
import { typeError, valueError } from "../python/raised.ts";
import { isInt, isList, numeric, type PyDict, typeName } from "../python/value.ts";
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

/** Layers are counted, weights are drawn by 1 / sqrt(hidden_size), and gpt-oss looks both kinds of layers up. */
export function checkShape(document: PyDict, file: string, model: MlxModel): void {
  const required = model.required ?? [];
  const [layers, hidden] = [document.get("num_hidden_layers"), document.get("hidden_size")];
  if (required.includes("num_hidden_layers") && !isInt(layers) && typeof layers !== "boolean") {
    throw typeError(`'${typeName(layers)}' object cannot be interpreted as an integer`);
  }
  if (required.includes("hidden_size") && (numeric(hidden) ?? 1) < 0) throw valueError("math domain error");
  const kinds = document.get("layer_types");
  if (file !== "gpt_oss" || !isList(kinds) || kinds.length === 0) return;
  const missing = ["sliding_attention", "full_attention"].find((kind) => !kinds.includes(kind));
  if (missing !== undefined) throw valueError(`'${missing}' is not in list`);
}
