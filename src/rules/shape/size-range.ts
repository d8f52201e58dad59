/**
 * A size or a count that is not above 0.
 * Source: measured on transformers 5.24.0: no heads, no key-value heads and heads without entries (head_dim ** -0.5) raise ZeroDivisionError, a
 * negative size raises RuntimeError when the first tensor of it is made, and no rotary dimension at the first attention; no layers, no
 * vocabulary and no intermediate size load, and the model says nothing.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import type { Facts } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const sizeRange: Rule = {
  code: "shape/size-range",
  title: "A size or a count is not above 0",
  severity: "error",
  stage: "structure",
  check: (snapshot, context) =>
    snapshot.model?.hasRope === true ? SIZES.flatMap((key) => describe(context, key)) : [],
};

const SIZES = [
  "hidden_size",
  "intermediate_size",
  "num_hidden_layers",
  "num_attention_heads",
  "num_key_value_heads",
  "head_dim",
  "qk_rope_head_dim",
  "kv_channels",
  "rotary_dim",
  "vocab_size",
];

/** The part of a head that rotates, in types that have a key for it. */
const ROTARY_SIZES: ReadonlySet<string> = new Set(["rotary_dim", "qk_rope_head_dim"]);

/** What the heads are divided by. */
const DIVISORS: ReadonlySet<string> = new Set(["num_attention_heads", "num_key_value_heads"]);

function describe({ facts, inForce }: RuleContext, key: string): Finding[] {
  const value = facts.number(key);
  if (value === null || value > 0) return [];
  // The params.json of LLaMA 1 leaves its vocabulary, -1, to the tokenizer.
  if (key === "vocab_size" && value === -1) return [];
  const raises =
    value < 0
      ? key !== "num_hidden_layers"
      : DIVISORS.has(key) ||
        ROTARY_SIZES.has(key) ||
        (key === "hidden_size" && followsFromHidden(facts)) ||
        key === headKey(facts);
  const verdict = inForce.judge([{ runtime: "transformers", outcome: raises ? "raises" : "ignores" }]);
  return [
    {
      pointer: facts.pointer(key),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t('"{0}" is {1}: {2}', key, numberWord(value), consequence(key, value, raises)),
    },
  ];
}

function consequence(key: string, value: number, raises: boolean): string {
  if (value === 0 && DIVISORS.has(key))
    return l10n.t("transformers divides by it and raises ZeroDivisionError when it builds the model.");
  if (value === 0 && ROTARY_SIZES.has(key))
    return l10n.t("nothing is left to rotate, and the first attention of transformers raises RuntimeError.");
  if (value === 0 && raises)
    return l10n.t("a head has no entries then, and transformers raises ZeroDivisionError when it builds the model.");
  if (raises) return l10n.t("no tensor has a negative size, and transformers raises when it builds the model.");
  if (key === "num_hidden_layers") return l10n.t("the model is built without a layer, and its weights find no place.");
  return l10n.t("the model is built with empty tensors, and its weights do not fit.");
}

/** The key that the class takes the size of a head from. */
function headKey({ rules }: Facts): string | null {
  const rule = rules?.headDimRule ?? "head_dim or derived";
  if (rule === "kv_channels") return "kv_channels";
  return rule === "head_dim or derived" || rule === "head_dim" ? "head_dim" : null;
}

/** Nothing but hidden_size by the heads says the size of a head. */
function followsFromHidden(facts: Facts): boolean {
  const rule = facts.rules?.headDimRule ?? "head_dim or derived";
  if (rule === "derived") return true;
  return rule === "head_dim or derived" && facts.number("head_dim") === null && (facts.rules?.headDim ?? null) === null;
}
