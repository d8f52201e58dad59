import type { ConfigSnapshot, ReadOptions } from "./model.ts";
import { parseJson } from "./parse-json.ts";
import { isObject, plainValue } from "./plain-value.ts";
import { readModel } from "./read-model.ts";
import { isModelConfig } from "./recognise.ts";

/**
 * One version of a config.json (or params.json), read once for all that ask. Never throws.
 * `model` is null for anything that is no model config, and for texts above the size limit, which are not parsed at all.
 */
export function readConfig(text: string, options: ReadOptions = {}): ConfigSnapshot {
  const { root, syntaxProblems } = parseJson(text);
  const plain = root === undefined ? null : plainValue(root);
  const value = isObject(plain) ? plain : null;
  const model = value !== null && isModelConfig(value) ? readModel(value, options) : null;
  return { text, root, value, syntaxProblems, model };
}
