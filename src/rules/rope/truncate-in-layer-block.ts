/**
 * truncate inside a block per layer type.
 * Source: transformers 5.24.0 modeling_rope_utils.py 475 reads `truncate` from the outer dict, so inside a block per layer type, also the one
 * that gemma3's rope_scaling becomes, false is ignored (measured); 4.55.4 to 4.57.6 honoured it.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { frequencies } from "../../rope/frequencies.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { memberPointer, ropeOf, soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";

export const truncateInLayerBlock: Rule = {
  code: "rope/truncate-in-layer-block",
  title: "truncate is not read inside a block per layer type",
  severity: "warning",
  stage: "meaning",
  check: (snapshot, context) => soundBlocks(context, "yarn").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, block: RopeBlock): Finding[] {
  const perLayer = block.layerType !== null || (facts.rules?.layers ?? null) !== null;
  if (block.value.truncate !== false || !perLayer) return [];
  const verdict = inForce.judge([{ runtime: "transformers", from: "5.0.0", outcome: "ignores" }]);
  const moved = movedPairs(snapshot, block);
  if (moved?.count === 0) return [];
  return [
    {
      pointer: memberPointer(block, "truncate"),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "transformers 5 does not look for truncate inside a block per layer type: the ends of the ramp are rounded{0}",
        moved === null
          ? l10n.t(".")
          : l10n.t(", and {0} of the {1} pairs get another frequency than with false.", moved.count, moved.pairs),
      ),
    },
  ];
}

function movedPairs(snapshot: ConfigSnapshot, block: RopeBlock): { count: number; pairs: number } | null {
  const spec = ropeOf(snapshot, block)?.spec;
  if (spec?.scaling.type !== "yarn") return null;
  const rounded = frequencies({ ...spec, scaling: { ...spec.scaling, truncate: true } }).invFreq;
  const exact = frequencies({ ...spec, scaling: { ...spec.scaling, truncate: false } }).invFreq;
  const count = rounded.filter((frequency, i) => frequency !== exact[i]).length;
  return { count, pairs: rounded.length };
}
