/**
 * The window was typed over and no scaling added.
 * Source: every framework takes max_position_embeddings as it stands and computes unscaled frequencies (transformers 5.24.0
 * modeling_rope_utils.py, vLLM 0.33.0 rotary_embedding/__init__.py get_rope); the angles by the definition of RoPE.
 */
import * as l10n from "@vscode/l10n";
import type { RopeEntry } from "../../config/model.ts";
import { pretrainedFrequencies, wavelength } from "../../rope/frequencies.ts";
import type { RopeSpec } from "../../rope/spec.ts";
import type { Finding, Rule } from "../rule.ts";
import { blockType } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import { lengthSourceWords, windowPointer } from "../support/lengths.ts";
import { numberWord, pairsWord, times } from "../support/wording.ts";

export const unscaledExtension: Rule = {
  code: "length/unscaled-extension",
  title: "The window is larger than the pretrained one and nothing scales the RoPE",
  severity: "warning",
  stage: "meaning",
  needs: ["window", "block", "checkpoint", "theta"],
  check(snapshot, { facts, unsound }) {
    const pointer = windowPointer(facts);
    if (snapshot.model === null || pointer === null || unsound.size > 0) return [];
    // Keys of a scaling that has no effect are the cause: rope/unused-key.
    if (facts.blocks.some((block) => blockType(block) === "default" && "factor" in block.value)) return [];
    const { ropes } = snapshot.model;
    // Models with several RoPEs extend one of them and leave the rest as it is.
    if (ropes.some(({ spec }) => spec.scaling.type !== "default")) return [];
    const extended = ropes.find(
      (rope) =>
        isUnscaledExtension(rope) &&
        (facts.rules !== null || rope.pretrainedLengthSource.kind === "checkpoint") &&
        !mayScaleTheta(rope, facts.rules?.theta),
    );
    if (extended === undefined) return [];
    const { maxPositionEmbeddings: window, pretrainedLength } = extended.spec;
    const source = lengthSourceWords(extended.pretrainedLengthSource);
    const finding: Finding = {
      pointer,
      message: l10n.t(
        "The window of {0} is {1} times the pretrained {2} ({3}) with no RoPE scaling: {4}",
        numberWord(window),
        times(window / pretrainedLength),
        numberWord(pretrainedLength),
        source,
        consequence(extended.spec),
      ),
      fixes: [
        {
          title: l10n.t("Set the window back to {0}", numberWord(pretrainedLength)),
          edits: replaceValue(snapshot, pointer, numberWord(pretrainedLength)),
          preferred: false,
        },
      ],
    };
    return [finding];
  },
};

function isUnscaledExtension(entry: RopeEntry): boolean {
  const { spec, pretrainedLengthSource: source } = entry;
  if (entry.noPositions) return false;
  if (source.kind !== "setting" && source.kind !== "original-length" && source.kind !== "checkpoint") return false;
  // Multimodal relatives share the shape of a text checkpoint and ship other windows.
  if (source.kind === "checkpoint" && spec.mropeSection !== null) return false;
  if (entry.slidingWindow !== null && entry.slidingWindow <= spec.pretrainedLength) return false;
  return spec.maxPositionEmbeddings > spec.pretrainedLength;
}

/** A theta that is not the type's own may be the scaling, where the file does not say which one the model was pretrained with. */
function mayScaleTheta({ spec, pretrainedLengthSource: source }: RopeEntry, theta: number | undefined): boolean {
  return source.kind === "original-length" && theta !== undefined && spec.theta !== theta;
}

/** Pairs whose wavelength exceeds the pretrained length never finished a turn in pretraining; every other angle was seen. */
function consequence(spec: RopeSpec): string {
  const { pretrainedLength } = spec;
  const rotating = Array.from(pretrainedFrequencies(spec)).filter((frequency) => frequency > 0);
  const open = rotating.filter((frequency) => wavelength(frequency) > pretrainedLength).length;
  const from = l10n.t("from position {0} on", numberWord(pretrainedLength));
  if (open === 0) {
    return l10n.t(
      "{0}, all {1} meet distances between tokens that pretraining never had.",
      from,
      pairsWord(rotating.length),
    );
  }
  return l10n.t(
    "{0}, {1} of the {2} reach rotary angles that pretraining never visited.",
    from,
    numberWord(open),
    pairsWord(rotating.length),
  );
}
