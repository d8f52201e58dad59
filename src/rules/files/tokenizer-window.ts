/**
 * tokenizer_config.json cuts inputs below the window.
 * Source: transformers tokenization_utils_base.py: with truncation on and no max_length, inputs are cut to model_max_length without a word.
 * 1e30 there means no limit.
 */
import { parseJson } from "../../config/parse-json.ts";
import { isObject, plainValue } from "../../config/plain-value.ts";
import type { Finding, Rule, Siblings } from "../rule.ts";
import { finiteOf } from "../support/facts.ts";
import { windowPointer } from "../support/lengths.ts";
import { numberWord } from "../support/wording.ts";

export const tokenizerWindow: Rule = {
  code: "files/tokenizer-window",
  title: "tokenizer_config.json cuts inputs below the window",
  severity: "warning",
  stage: "meaning",
  check(snapshot, { facts, siblings, unsound }) {
    const limit = tokenizerLimit(siblings);
    const pointer = windowPointer(facts);
    const ropes = snapshot.model?.ropes ?? [];
    if (limit === null || pointer === null || unsound.has(pointer) || ropes.length === 0) return [];
    const window = Math.max(...ropes.map((rope) => rope.spec.maxPositionEmbeddings));
    const trained = Math.min(...ropes.map((rope) => rope.spec.pretrainedLength));
    // Authors set lower limits on purpose; below an extended window it is a leftover.
    if (limit >= window || trained >= window) return [];
    const finding: Finding = {
      pointer,
      message:
        `tokenizer_config.json says model_max_length ${numberWord(limit)}: with truncation on, inputs are cut to ${numberWord(limit)} of these ` +
        `${numberWord(window)} tokens without a word.`,
    };
    return [finding];
  },
};

function tokenizerLimit(siblings: Siblings): number | null {
  const text = siblings["tokenizer_config.json"];
  const root = text === undefined ? undefined : parseJson(text).root;
  const value = root === undefined ? null : plainValue(root);
  const limit = isObject(value) ? finiteOf(value.model_max_length) : null;
  return limit !== null && limit > 0 && limit < 1e15 ? limit : null;
}
