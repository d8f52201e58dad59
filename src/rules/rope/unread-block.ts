/**
 * A block in a spelling that the model type does not read.
 * Source: transformers 5.24.0, measured for every model type: a flat rope_parameters is ignored by gemma3_text, gemma3n_text, olmo3 and
 * others; any flat block raises KeyError 'full_attention' in gemma4_text, laguna, lfm3, mellum and others; gptj, codegen and others compute
 * their frequencies without any block.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { respellingFor } from "../support/respelling.ts";
import { listed, named, quoted } from "../support/wording.ts";

export const unreadBlock: Rule = {
  code: "rope/unread-block",
  title: "The model type does not read a block in this spelling",
  severity: "error",
  stage: "structure",
  check(snapshot, context) {
    const { facts } = context;
    if (facts.rules === null || !facts.rules.language || !facts.native) return [];
    return facts.blocks
      .filter((block) => block.layerType === null && isReadBlock(facts, block))
      .flatMap((block) => describe(snapshot, context, block));
  },
};

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, block: RopeBlock): Finding[] {
  const { rules } = facts;
  if (rules === null) return [];
  const use = block.key === "rope_scaling" ? rules.ropeScaling : rules.ropeParameters;
  const says = blockType(block) !== "default" || "rope_theta" in block.value;
  if (use === "read" || !says || Object.keys(block.value).length === 0) return [];
  const layers = Object.keys(rules.layers ?? {});
  const raises = use === "raises";
  const verdict = inForce.judge([{ runtime: "transformers", from: "5.0.0", outcome: raises ? "raises" : "differs" }]);
  const wants =
    layers.length === 0
      ? ""
      : l10n.t(
          " It wants one block per layer type in rope_parameters: {0}.",
          listed(layers.map((name) => quoted(name))),
        );
  const type = named(facts.modelType ?? "");
  return [
    {
      pointer: block.pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: raises
        ? l10n.t(
            "transformers 5.24 raises{0} for a flat {1} in {2}.{3}",
            layers.length === 0 ? "" : l10n.t(" KeyError '{0}'", layers.at(-1) ?? ""),
            block.key,
            type,
            wants,
          )
        : layers.length === 0
          ? l10n.t(
              "{0} computes its frequencies without any block: transformers ignores {1}, and nothing is scaled.",
              type,
              block.key,
            )
          : l10n.t(
              "{0} does not read a flat {1}: transformers 5 ignores it, its rope_theta included.{2}",
              type,
              block.key,
              wants,
            ),
      // A type without layer types reads neither spelling.
      fixes:
        layers.length === 0
          ? []
          : respellingFor(
              snapshot,
              inForce.choices.filter(({ name }) => name === "transformers"),
            ),
    },
  ];
}
