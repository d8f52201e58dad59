/** tokenizer_config.json, which lies beside a config and can cut inputs below its window. */
import { positiveOf } from "./numbers.ts";
import { parseJson } from "./parse-json.ts";
import { isObject, plainValue } from "./plain-value.ts";

export const TOKENIZER_FILE = "tokenizer_config.json";

/** transformers writes 1e30 for no limit. */
const NO_LIMIT = 1e15;

/** Its model_max_length, tokens; null where it says none, or no limit. */
export function tokenizerLimit(text: string): number | null {
  const { root } = parseJson(text);
  const value = root === undefined ? null : plainValue(root);
  const limit = isObject(value) ? positiveOf(value.model_max_length) : null;
  return limit !== null && limit < NO_LIMIT ? limit : null;
}
