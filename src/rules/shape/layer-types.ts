/**
 * layer_types does not fit the layers.
 * Source: transformers since 4.57 raises when num_hidden_layers is unlike len(layer_types), and since 4.53 for a name that is no layer type
 * (configuration_utils.py, layer_type_validation; measured).
 */
import type { ConfigSnapshot, JsonValue } from "../../config/model.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { replaceValue } from "../support/edits.ts";
import { nearMiss } from "../support/near-miss.ts";
import { counted, numberWord, quoted } from "../support/wording.ts";

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
  if (verdict === null) return [];
  return [
    {
      pointer: facts.pointer("layer_types"),
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message:
        `layer_types names ${counted(types.length, "layer")}, but num_hidden_layers is ${numberWord(layers)}: transformers since 4.57 raises ` +
        "ValueError when it loads the file.",
    },
  ];
}

/** Names in use; others may be new, so that only near misses are told. */
const KNOWN = [
  "full_attention",
  "sliding_attention",
  "chunked_attention",
  "linear_attention",
  "indexed_attention",
  "compressed_sparse_attention",
  "heavily_compressed_attention",
  "hybrid",
  "hybrid_sliding",
];

function misspelt(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, types: readonly JsonValue[]): Finding[] {
  const index = types.findIndex((type) => typeof type === "string" && nearMiss(type, KNOWN) !== null);
  const name = types[index];
  const meant = typeof name === "string" ? nearMiss(name, KNOWN) : null;
  if (typeof name !== "string" || meant === null) return [];
  const verdict = inForce.judge([{ runtime: "transformers", from: "4.53.3", outcome: "raises" }]);
  if (verdict === null) return [];
  const pointer = facts.pointer("layer_types");
  const all = types.flatMap((type, i) => (type === name ? [i] : []));
  return [
    {
      pointer: `${pointer}/${index}`,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message:
        `${quoted(name)} is no layer type. Did you mean "${meant}"? transformers since 4.53 raises ValueError when it loads the file.` +
        `${all.length > 1 ? ` It stands in ${all.length} layers.` : ""}`,
      fixes: [
        {
          title: `Change to ${meant}${all.length > 1 ? ` in all ${all.length} layers` : ""}`,
          edits: all.flatMap((i) => replaceValue(snapshot, `${pointer}/${i}`, JSON.stringify(meant))),
          preferred: true,
        },
      ],
    },
  ];
}
