/**
 * layer_types does not fit the layers.
 * Source: transformers since 4.57 raises when num_hidden_layers is unlike len(layer_types), and since 4.53 for a name that is no layer type
 * (configuration_utils.py, layer_type_validation; measured).
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, JsonValue } from "../../config/model.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { replaceValue } from "../support/edits.ts";
import { nearMiss } from "../support/near-miss.ts";
import { numberWord, quoted } from "../support/wording.ts";

export const layerTypes: Rule = {
  code: "shape/layer-types",
  title: "layer_types does not fit the layers",
  severity: "error",
  stage: "meaning",
  check(snapshot, context) {
    const { facts, unsound } = context;
    const { layer_types: types } = facts.object;
    if (!Array.isArray(types) || unsound.has(facts.pointer("layer_types"))) return [];
    return [...wrongLength(context, types), ...misspelt(snapshot, context, types)];
  },
};

function wrongLength({ facts, inForce, unsound }: RuleContext, types: readonly JsonValue[]): Finding[] {
  const layers = facts.number("num_hidden_layers");
  if (layers === null || layers === types.length || unsound.has(facts.pointer("num_hidden_layers"))) return [];
  const verdict = inForce.judge([{ runtime: "transformers", from: "4.57.6", outcome: "raises" }]);
  return [
    {
      pointer: facts.pointer("layer_types"),
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "layer_types names {0}, but num_hidden_layers is {1}: transformers since 4.57 raises ValueError when it loads the file.",
        types.length === 1 ? l10n.t("1 layer") : l10n.t("{0} layers", types.length),
        numberWord(layers),
      ),
    },
  ];
}

/**
 * Names that transformers 5.24 takes, also the older ones that it renames. Under code of the model's own others may be new, and only near
 * misses are told.
 */
const KNOWN: readonly string[] = [
  "full_attention",
  "sliding_attention",
  "chunked_attention",
  "linear_attention",
  "indexed_attention",
  "compressed_sparse_attention",
  "heavily_compressed_attention",
  "hybrid",
  "hybrid_sliding",
  "window_attention",
  "minimax_m3_sparse",
  "conv",
  "moe",
  "mlp",
  "reference_sliding_attention",
  "sparse",
  "dense",
  "mamba",
  "attention",
  "deepseek_sparse_attention",
  "qwen_sparse_attention",
];

function misspelt(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, types: readonly JsonValue[]): Finding[] {
  // Vision models have lists of that name with other words in them.
  const checked = facts.native && facts.rules?.language === true;
  const strange = (type: JsonValue) =>
    typeof type === "string" && !KNOWN.includes(type) && (nearMiss(type, KNOWN) !== null || checked);
  const index = types.findIndex(strange);
  const name = types[index];
  if (typeof name !== "string") return [];
  const meant = nearMiss(name, KNOWN);
  const verdict = inForce.judge([{ runtime: "transformers", from: "4.53.3", outcome: "raises" }]);
  const pointer = facts.pointer("layer_types");
  const all = types.flatMap((type, i) => (type === name ? [i] : []));
  return [
    {
      pointer: `${pointer}/${index}`,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: `${
        meant === null
          ? l10n.t(
              "{0} is no layer type of transformers 5.24, which raises ValueError when it loads the file.",
              quoted(name),
            )
          : l10n.t(
              '{0} is no layer type. Did you mean "{1}"? transformers since 4.53 raises ValueError when it loads the file.',
              quoted(name),
              meant,
            )
      }${all.length > 1 ? l10n.t(" It stands in {0} layers.", all.length) : ""}`,
      fixes:
        meant === null
          ? []
          : [
              {
                title: l10n.t(
                  "Change to {0}{1}",
                  meant,
                  all.length > 1 ? l10n.t(" in all {0} layers", all.length) : "",
                ),
                edits: all.flatMap((i) => replaceValue(snapshot, `${pointer}/${i}`, JSON.stringify(meant))),
                preferred: true,
              },
            ],
    },
  ];
}
