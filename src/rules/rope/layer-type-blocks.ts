/**
 * Blocks per layer type that the model does not have.
 * Source: transformers 5.24.0 modeling_rope_utils.py 772: rope_parameters counts as nested only when one of its keys is in layer_types;
 * otherwise the inner blocks are "unrecognized keys" and the type default runs with the default theta (measured on llama). qwen2, which has
 * layer_types but one RoPE, raises KeyError 'rope_type' (measured). vLLM 0.33.0 and SGLang 0.5.23: TypeError "unhashable type: 'dict'".
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { chooseRelease } from "../../runtimes/index.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isReadBlock, plainRope } from "../support/blocks.ts";
import { renameKey } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { foretell } from "../support/foretold.ts";
import { nearMiss } from "../support/near-miss.ts";
import { listed, named, numberWord, quoted } from "../support/wording.ts";

export const layerTypeBlocks: Rule = {
  code: "rope/layer-type-blocks",
  title: "Blocks per layer type that the model does not have",
  severity: "error",
  stage: "structure",
  check(snapshot, context) {
    const { facts } = context;
    const nested = facts.blocks.filter((block) => block.layerType !== null && isReadBlock(facts, block));
    const doubled = nested.filter(({ layerType }) => layerType === "rope_scaling" || layerType === "rope_parameters");
    if (doubled.length > 0 && (facts.rules === null || !facts.native))
      return doubled.map((block) => inItself(context, block));
    if (nested.length === 0 || facts.rules === null) return [];
    const { layers } = facts.rules;
    if (layers === null)
      return facts.native ? [onFlatModel(snapshot, context, nested)].filter((finding) => finding !== null) : [];
    const names = [...new Set([...Object.keys(layers), ...layerTypesOf(context)])];
    return nested.flatMap((block) => unknownName(snapshot, context, block, names));
  },
};

function layerTypesOf({ facts }: RuleContext): readonly string[] {
  const { layer_types: types } = facts.object;
  return Array.isArray(types) ? types.filter((type) => typeof type === "string") : [];
}

/** Of a type that nobody knows, only a block that was put into itself is surely wrong. */
function inItself({ inForce }: RuleContext, block: RopeBlock): Finding {
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "differs" }]);
  return {
    pointer: block.pointer,
    at: "key",
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      '{0} holds another block under "{1}": no framework looks for one there, and nothing is scaled.',
      block.key,
      block.layerType ?? "",
    ),
    concerns: [block.pointer],
  };
}

/** The model type has one RoPE for all layers. */
function onFlatModel(
  snapshot: ConfigSnapshot,
  { facts, inForce }: RuleContext,
  nested: readonly RopeBlock[],
): Finding | null {
  const [first] = nested;
  if (first === undefined) return null;
  const verdict = inForce.judge([
    { runtime: "transformers", from: "5.0.0", outcome: "differs" },
    { runtime: "vllm", from: "0.12.0", outcome: "raises" },
    { runtime: "sglang", from: "0.5.3", outcome: "raises" },
  ]);
  const theta = numberWord(facts.number("rope_theta") ?? facts.rules?.theta ?? 10000);
  const layers = listed(nested.map((block) => quoted(block.layerType ?? "")));
  const raised = foretell(snapshot, chooseRelease("transformers"), null)?.exception ?? null;
  return {
    pointer: facts.pointer(first.key),
    at: "key",
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      "{0} has one RoPE for all layers, and no block under {1}: transformers 5 {2}; vLLM and SGLang raise TypeError.",
      named(facts.modelType ?? l10n.t("This model")),
      layers,
      raised === null
        ? l10n.t('runs "default" with theta {0} and ignores what stands there', theta)
        : l10n.t("raises {0}", raised),
    ),
  };
}

function unknownName(
  snapshot: ConfigSnapshot,
  { facts, inForce }: RuleContext,
  block: RopeBlock,
  names: readonly string[],
): Finding[] {
  const name = block.layerType ?? "";
  if (names.includes(name)) return [];
  const verdict = inForce.judge([
    { runtime: "transformers", from: "5.0.0", outcome: facts.native ? "differs" : "ignores" },
    { runtime: "vllm", from: "0.12.0", outcome: "raises" },
    { runtime: "sglang", from: "0.5.3", outcome: "raises" },
  ]);
  const meant = nearMiss(name, names);
  const theta = plainRope(facts, block)?.spec.theta;
  return [
    {
      pointer: block.pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "The model has no layers of type {0} (it has {1}): transformers 5 ignores the block and those layers run without scaling{2}.",
        quoted(name),
        listed(names.map((known) => quoted(known))),
        theta === undefined ? "" : l10n.t(", with theta {0}", numberWord(theta)),
      ),
      fixes:
        meant === null
          ? []
          : [
              {
                title: l10n.t("Rename to {0}", meant),
                edits: renameKey(snapshot, block.pointer, meant),
                preferred: true,
              },
            ],
    },
  ];
}
