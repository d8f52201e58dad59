/**
 * yarn, llama3 or longrope without the pretrained length.
 * Source: transformers 5.24.0 modeling_rope_utils.py 836-859 fills it from max_position_embeddings; 4.57.6 does so for yarn and longrope and
 * raises KeyError for llama3 (measured). vLLM and SGLang load through transformers 5: the same; vLLM up to 0.11.0: KeyError.
 */
import * as l10n from "@vscode/l10n";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { frequencies } from "../../rope/frequencies.ts";
import type { RopeSpec } from "../../rope/spec.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, originalLength, ropeOf, soundBlocks } from "../support/blocks.ts";
import { insertMembers } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const missingOriginalLength: Rule = {
  code: "rope/missing-original-length",
  title: "A RoPE block does not say the pretrained length",
  severity: "warning",
  stage: "meaning",
  needs: ["window"],
  check(snapshot, context) {
    return soundBlocks(context, "yarn", "llama3", "longrope").flatMap((block) => describe(snapshot, context, block));
  },
};

function describe(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const { facts, inForce } = context;
  const window = facts.number("max_position_embeddings");
  if (originalLength(facts, block) !== null || window === null) return [];
  const factor = numberOf(block.value.factor);
  const type = blockType(block);
  // phi3's class has a default of its own, and a block that says it is not an extension needs no length.
  if ((type === "longrope" && facts.modelType === "phi3") || (factor !== null && factor <= 1)) return [];
  const llama3 = type === "llama3";
  const verdict = inForce.judge([
    { runtime: "transformers", before: "5.0.0", outcome: llama3 ? "raises" : "ignores" },
    { runtime: "vllm", before: "0.12.0", outcome: "raises" },
    { runtime: "transformers", from: "5.0.0", outcome: "ignores" },
  ]);
  const known = snapshot.model?.checkpoint?.window ?? null;
  const beside = block.layerType === null ? null : numberOf(facts.object[ORIGINAL_LENGTH]);
  if (type === "yarn" && known === window && beside === null) return [];
  return [
    {
      pointer: block.pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: `${l10n.t(
        'The {0} block has no "{1}": transformers 5 computes it with max_position_embeddings, {2}, as the pretrained length{3}{4}.',
        type ?? "",
        ORIGINAL_LENGTH,
        numberWord(window),
        beside === null
          ? ""
          : l10n.t(", and does not look at the {0} outside of the blocks per layer type", numberWord(beside)),
        llama3 ? l10n.t(", and transformers 4 raises KeyError") : "",
      )} ${consequence(snapshot, block, window, factor)}`.trimEnd(),
      fixes: fixesOf(snapshot, block, window, factor, beside ?? known, beside !== null),
    },
  ];
}

function consequence(snapshot: ConfigSnapshot, block: RopeBlock, window: number, factor: number | null): string {
  const spec = ropeOf(snapshot, block)?.spec;
  if (blockType(block) === "longrope") return l10n.t("The long list is then used for no input within the window.");
  if (factor === null || spec === undefined) return "";
  const before = window / factor;
  const meant = l10n.t(
    "If {0} is the extended length, {1} x {2}",
    numberWord(window),
    numberWord(before),
    numberWord(factor),
  );
  return l10n.t(
    "{0}, {1} of the {2} pairs are scaled otherwise than meant.",
    meant,
    numberWord(moved(spec, before, window)),
    spec.rotaryDim / 2,
  );
}

/** Pairs whose frequency differs between the two pretrained lengths. */
function moved(spec: RopeSpec, meant: number, used: number): number {
  const { scaling } = spec;
  if (scaling.type !== "yarn" && scaling.type !== "llama3") return 0;
  const computed = (originalLength: number) =>
    frequencies({ ...spec, scaling: { ...scaling, originalLength } }).invFreq;
  const right = computed(meant);
  return computed(used).filter((frequency, i) => Math.abs(frequency / (right[i] ?? frequency) - 1) > 1e-9).length;
}

function fixesOf(
  snapshot: ConfigSnapshot,
  block: RopeBlock,
  window: number,
  factor: number | null,
  known: number | null,
  stated: boolean,
): Fix[] {
  const insert = (length: number, why: string, preferred: boolean): Fix => ({
    title: l10n.t('Add "{0}": {1} ({2})', ORIGINAL_LENGTH, numberWord(length), why),
    edits: insertMembers(snapshot, block.pointer, { [ORIGINAL_LENGTH]: length }, "factor"),
    preferred,
  });
  if (known !== null && known < window)
    return [insert(known, stated ? l10n.t("as beside the blocks") : l10n.t("the known checkpoint's window"), true)];
  const before = factor === null ? null : window / factor;
  return [
    ...(before !== null && Number.isInteger(before)
      ? [insert(before, l10n.t("max_position_embeddings / factor"), false)]
      : []),
    insert(window, l10n.t("max_position_embeddings was not multiplied"), false),
  ];
}
