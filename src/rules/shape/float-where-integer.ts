/**
 * A count written with a fraction or an exponent: Python reads a float.
 * Source: transformers 5.24.0 raises StrictDataclassFieldValidationError "Field 'max_position_embeddings' expected int, got float" for 1e5
 * (measured); earlier ones load it. LLaMA-Factory 0.9.5 saves max_position_embeddings as 12288.0.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { nodeAt } from "../../config/spans.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { replaceValue } from "../support/edits.ts";
import { named, numberWord } from "../support/wording.ts";

export const floatWhereInteger: Rule = {
  code: "shape/float-where-integer",
  title: "A count is written as a float",
  severity: "error",
  stage: "structure",
  check: (snapshot, context) => INTEGER_KEYS.flatMap((key) => describe(snapshot, context, key)),
};

const INTEGER_KEYS = [
  "max_position_embeddings",
  "hidden_size",
  "num_hidden_layers",
  "num_attention_heads",
  "num_key_value_heads",
  "head_dim",
  "sliding_window",
  "vocab_size",
  "intermediate_size",
  "max_window_layers",
  "qk_rope_head_dim",
  "kv_channels",
  "rotary_dim",
  "seq_length",
  "n_positions",
];

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, key: string): Finding[] {
  const value = facts.number(key);
  if (value === null) return [];
  const pointer = facts.pointer(key);
  const node = nodeAt(snapshot, pointer);
  if (node === undefined) return [];
  const spelling = snapshot.text.slice(node.offset, node.offset + node.length);
  if (!/[.eE]/.test(spelling)) return [];
  const verdict = inForce.judge([{ runtime: "transformers", from: "5.24.0", outcome: "raises" }]);
  const whole = Number.isSafeInteger(value);
  return [
    {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        '"{0}" is {1}, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
        key,
        named(spelling),
      ),
      fixes: whole
        ? [
            {
              title: l10n.t("Write {0}", numberWord(value)),
              edits: replaceValue(snapshot, pointer, String(value)),
              preferred: true,
            },
          ]
        : [],
    },
  ];
}
