/**
 * A share of the head that rotates, in a model type that does not read it.
 * Source: transformers 5.24.0, measured for every model type: without scaling most ignore partial_rotary_factor; with a scaled type the
 * frequencies are those of the part and the attention of Llama-like models raises RuntimeError ("Attempting to broadcast a dimension of length
 * 64"); 4.43.4 to 4.57.6 raise with and without. vLLM 0.33.0 (rotary_embedding/__init__.py 66-72) rotates the part in every model, and
 * SGLang 0.5.23 where the key stands at top level.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { plainRope } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import type { LastingEffects } from "../support/in-force.ts";
import { isShareRead, type Share, sharesOf } from "../support/shares.ts";
import { named, numberWord } from "../support/wording.ts";

export const partialRotary: Rule = {
  code: "rope/partial-rotary",
  title: "The model type does not read this share of the head that rotates",
  severity: "warning",
  stage: "meaning",
  needs: ["head", "block"],
  check(snapshot, context) {
    const { facts, unsound } = context;
    // Types with blocks per layer type read it in some of the blocks.
    if (!facts.language || (facts.rules !== null && facts.rules.layers !== null)) return [];
    const places = sharesOf(facts);
    return places.flatMap((place) =>
      place.share === 1 || place.share <= 0 || place.share > 1 || unsound.has(place.pointer)
        ? []
        : describe(snapshot, context, place),
    );
  },
};

function describe(snapshot: ConfigSnapshot, context: RuleContext, place: Share): Finding[] {
  const { facts, inForce } = context;
  const { share, key, pointer } = place;
  if (facts.rules === null || !facts.native || !facts.rules.language || isShareRead(facts, place)) return [];
  const [block] = facts.blocks;
  // Lists for all pairs fit no part of them, and then no RoPE can be computed.
  const spec = (snapshot.model?.ropes[0] ?? (block === undefined ? null : plainRope(facts, block)))?.spec;
  if (spec === undefined) return [];
  const { headDim } = spec;
  const verdict = inForce.judge(effects(context, place));
  const pairs = Math.floor((headDim * share) / 2);
  // Types that rotate a part by themselves can do so, and the file may say just the part that they rotate.
  const { partial } = facts.rules;
  if (partial.default !== null && (place.scaled || pairs === spec.rotaryDim / 2)) return [];
  const type = named(facts.modelType ?? l10n.t("This type"));
  return [
    {
      pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: place.scaled
        ? l10n.t(
            "{0} cannot rotate a part of the head: with a scaled RoPE transformers makes {1} pairs for a head of {2}, and the first attention raises RuntimeError.",
            type,
            pairs,
            headDim,
          )
        : l10n.t(
            '{0} ignores "{1}" in transformers 5, which rotates {2} pairs; {3}.',
            type,
            key,
            numberWord(spec.rotaryDim / 2),
            elsewhere(context, place, pairs),
          ),
      fixes: [{ title: l10n.t("Remove {0}", key), edits: removeMember(snapshot, pointer), preferred: false }],
    },
  ];
}

/** Types that rotate a part by another key do so in every release. */
function elsewhere({ facts }: RuleContext, { inBlock }: Share, pairs: number): string {
  const others = inBlock ? l10n.t("vLLM rotates {0}", pairs) : l10n.t("vLLM and SGLang rotate {0}", pairs);
  return facts.rules?.partial.default === null && !inBlock
    ? l10n.t("{0}, and transformers 4 raises at the first attention", others)
    : others;
}

function effects({ facts }: RuleContext, { inBlock, scaled }: Share): LastingEffects {
  const failsInOlder = !inBlock && facts.rules?.partial.default === null;
  return [
    { runtime: "transformers", from: "5.0.0", outcome: scaled ? "raises" : "ignores" },
    ...(failsInOlder ? ([{ runtime: "transformers", before: "5.0.0", outcome: "raises" }] as const) : []),
    { runtime: "vllm", from: "0.8.5", outcome: "differs" },
    ...(inBlock ? [] : ([{ runtime: "sglang", outcome: "differs" }] as const)),
  ];
}
