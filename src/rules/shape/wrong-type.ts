/**
 * A shape or length key holds a value of the wrong JSON type.
 * Source: measured: num_hidden_layers "32" raises TypeError in transformers 4.43.4 to 4.57.6, head_dim "128" since 4.45;
 * max_position_embeddings as a string or null is accepted up to 5.0.0. 5.24.0 raises StrictDataclassFieldValidationError for all of them.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, JsonValue } from "../../config/model.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { replaceValue, splitPointer } from "../support/edits.ts";
import { valueAt } from "../support/facts.ts";
import { configErrors } from "../support/schema-errors.ts";
import { described, named } from "../support/wording.ts";

export const shapeWrongType: Rule = {
  code: "shape/wrong-type",
  title: "A shape or length key holds a value of the wrong type",
  severity: "error",
  stage: "structure",
  check: (snapshot, context) => {
    const refused = configErrors(context.facts)
      .filter((error) => error.keyword === "type" && isShapeKey(context, error.pointer))
      .map((error) => error.pointer);
    return [...new Set([...refused, ...listsWhereNumbers(context)])].flatMap((pointer) =>
      describe(snapshot, context, pointer),
    );
  },
};

const SHAPE_KEYS: ReadonlySet<string> = new Set([
  "max_position_embeddings",
  "hidden_size",
  "intermediate_size",
  "num_hidden_layers",
  "num_attention_heads",
  "num_key_value_heads",
  "head_dim",
  "sliding_window",
  "max_window_layers",
  "use_sliding_window",
  "layer_types",
  "vocab_size",
  "seq_length",
  "n_positions",
  "model_max_length",
  "kv_channels",
]);

/** The key itself, or an entry of a list under it. */
function isShapeKey({ facts }: RuleContext, pointer: string): boolean {
  const { parent, key } = splitPointer(pointer);
  return SHAPE_KEYS.has(key) || parent === facts.pointer("layer_types");
}

/** Sizes that some types have one a layer, and this one has not: its class has a number there. */
function listsWhereNumbers({ facts }: RuleContext): readonly string[] {
  return [...SHAPE_KEYS]
    .filter((key) => Array.isArray(facts.object[key]) && facts.native && typeof facts.rules?.defaults[key] === "number")
    .map((key) => facts.pointer(key));
}

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, pointer: string): Finding[] {
  const value = valueAt(facts.root, pointer);
  const { key } = splitPointer(pointer);
  const entry = !SHAPE_KEYS.has(key);
  if (value === undefined || (isTolerated(value) && !entry)) return [];
  // Only a type whose class has a number there by default is known to refuse null.
  if (value === null && (!facts.native || (facts.rules?.length ?? null) === null)) return [];
  const whole = typeof value === "string" && /^\d+$/.test(value.trim()) ? value.trim() : null;
  const flag = typeof value === "string" && /^(true|false)$/i.test(value) ? value.toLowerCase() : null;
  const fixed = entry || key === "layer_types" ? null : key === "use_sliding_window" ? flag : whole;
  // The window was not checked before; other sizes are computed with at once.
  const always = typeof value === "string" && key !== "max_position_embeddings";
  const verdict = inForce.judge([
    { runtime: "transformers", ...(always ? {} : { from: "5.24.0" }), outcome: "raises" },
  ]);
  return [
    {
      pointer,
      severity: always && verdict.severity === "warning" ? "error" : verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "{0}transformers 5.24 raises StrictDataclassFieldValidationError when it loads the file.",
        entry
          ? l10n.t(
              '"layer_types" has an entry that is {0}, and the name of a layer type is expected: ',
              described(value),
            )
          : l10n.t('"{0}" is {1}, and {2} is expected: ', named(key), described(value), expected(key)),
      ),
      fixes:
        fixed === null
          ? []
          : [
              {
                title: l10n.t("Write {0} without quotes", fixed),
                edits: replaceValue(snapshot, pointer, fixed),
                preferred: true,
              },
            ],
    },
  ];
}

/** Numbers with a fraction or an exponent have a rule of their own. */
function isTolerated(value: JsonValue): boolean {
  return typeof value === "number" || (isObject(value) && "__float__" in value);
}

function expected(key: string): string {
  if (key === "use_sliding_window") return l10n.t("true or false");
  return key === "layer_types" ? l10n.t("a list of names") : l10n.t("an integer");
}
