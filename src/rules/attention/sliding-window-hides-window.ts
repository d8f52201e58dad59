/**
 * Every layer slides, so no layer sees as far as the window says.
 * Source: transformers 5.24.0 configuration_mistral.py and masking_utils.py: with sliding_window set and no layer_types every layer of Mistral
 * masks tokens farther back; RoPE scaling then changes no distance that attention still sees.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { numberWord } from "../support/wording.ts";

export const slidingWindowHidesWindow: Rule = {
  code: "attention/sliding-window-hides-window",
  title: "Every layer slides over fewer tokens than the window has",
  severity: "info",
  stage: "meaning",
  needs: ["sliding", "window", "block", "head"],
  check(snapshot, { facts }) {
    const ropes = snapshot.model?.ropes ?? [];
    const pointer = facts.pointer("sliding_window");
    const sliding = facts.number("sliding_window");
    if (sliding === null || ropes.length === 0) return [];
    if (!ropes.every((rope) => rope.slidingWindow !== null)) return [];
    const window = Math.max(...ropes.map((rope) => rope.claimedLength));
    // A type that slides and scales by itself does so by design, and so does a model whose other layers see everything without positions.
    const scaled =
      (snapshot.model?.layersWithoutPositions ?? 0) === 0 &&
      (facts.rules?.block ?? null) === null &&
      ropes.some((rope) => rope.blockPointer !== null && rope.spec.scaling.type !== "default");
    const finding: Finding = {
      pointer,
      severity: scaled ? "warning" : "info",
      message: l10n.t(
        "Every layer{0} sees only the last {1} of {2} tokens: what lies farther back reaches a token only through other tokens{3}.",
        snapshot.model?.layersWithoutPositions ? l10n.t(" that rotates") : "",
        numberWord(sliding),
        numberWord(window),
        scaled ? l10n.t(", and the RoPE scaling extends no distance that attention sees") : "",
      ),
    };
    return [finding];
  },
};
