/**
 * A share of the head that rotates, in a model type that does not read it, or outside of 0 to 1.
 * Source: transformers 5.24.0, measured for every model type: without scaling most ignore partial_rotary_factor; with a scaled type the
 * frequencies are those of the part and the attention of Llama-like models raises RuntimeError ("Attempting to broadcast a dimension of length
 * 64"); 4.43.4 to 4.57.6 raise with and without. vLLM 0.33.0 (rotary_embedding/__init__.py 66-72) rotates the part in every model, and
 * SGLang 0.5.23 where the key stands at top level.
 */
import type { ConfigSnapshot } from "../../config/model.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isReadBlock, memberPointer, ropeOf } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import { finiteOf } from "../support/facts.ts";
import type { Effect } from "../support/in-force.ts";
import { named, numberWord } from "../support/wording.ts";

export const partialRotary: Rule = {
  code: "rope/partial-rotary",
  title: "The model type does not read this share of the head that rotates",
  severity: "warning",
  stage: "meaning",
  check(snapshot, context) {
    const { facts, unsound } = context;
    // Types with blocks per layer type read it in some of the blocks.
    if (!facts.language || (facts.rules !== null && facts.rules.layers !== null)) return [];
    const places = [
      ...["partial_rotary_factor", facts.rules?.partial.key ?? "rotary_pct"].map((key) => ({
        pointer: facts.pointer(key),
        key,
        share: finiteOf(facts.object[key]),
        inBlock: false,
        scaled: facts.blocks.some((block) => isScaled(snapshot, block)),
      })),
      ...facts.blocks
        .filter((block) => isReadBlock(facts, block))
        .map((block) => ({
          pointer: memberPointer(block, "partial_rotary_factor"),
          key: "partial_rotary_factor",
          share: finiteOf(block.value.partial_rotary_factor),
          inBlock: true,
          scaled: isScaled(snapshot, block),
        })),
    ];
    return places.flatMap(({ share, ...place }) =>
      share === null || share === 1 || unsound.has(place.pointer)
        ? []
        : describe(snapshot, context, { ...place, share }),
    );
  },
};

interface Place {
  readonly pointer: string;
  readonly key: string;
  readonly share: number;
  readonly inBlock: boolean;
  readonly scaled: boolean;
}

function isScaled(snapshot: ConfigSnapshot, block: Parameters<typeof ropeOf>[1]): boolean {
  const type = ropeOf(snapshot, block)?.spec.scaling.type;
  return type !== undefined && type !== "default" && type !== "proportional";
}

function describe(snapshot: ConfigSnapshot, context: RuleContext, place: Place): Finding[] {
  const { facts, inForce } = context;
  const { share, key, pointer } = place;
  if (share > 1 || share <= 0) {
    const verdict = inForce.judge([
      { runtime: "transformers", outcome: isRead(context, place) ? "raises" : "ignores" },
      { runtime: "vllm", outcome: "raises" },
    ]);
    const words = `"${key}" is ${numberWord(share)}, and a share of the head lies above 0 and is 1 at most: the first attention raises.`;
    return [{ pointer, severity: verdict?.severity ?? "warning", runtimes: verdict?.runtimes ?? [], message: words }];
  }
  if (facts.rules === null || !facts.native || !facts.rules.language || isRead(context, place)) return [];
  const spec = snapshot.model?.ropes[0]?.spec;
  if (spec === undefined) return [];
  const { headDim } = spec;
  const verdict = inForce.judge(effects(context, place));
  const pairs = Math.floor((headDim * share) / 2);
  const type = named(facts.modelType ?? "This type");
  return [
    {
      pointer,
      at: "key",
      severity: verdict?.severity ?? "warning",
      runtimes: verdict?.runtimes ?? [],
      message: place.scaled
        ? `${type} cannot rotate a part of the head: with a scaled RoPE transformers makes ${pairs} pairs for a head of ${headDim}, and the first ` +
          "attention raises RuntimeError."
        : `${type} ignores "${key}" in transformers 5, which rotates ${numberWord(spec.rotaryDim / 2)} pairs; ${elsewhere(context, place, pairs)}.`,
      fixes: [{ title: `Remove ${key}`, edits: removeMember(snapshot, pointer), preferred: false }],
    },
  ];
}

/** Types that rotate a part by another key do so in every release. */
function elsewhere({ facts }: RuleContext, { inBlock }: Place, pairs: number): string {
  const others = `vLLM${inBlock ? " rotates" : " and SGLang rotate"} ${pairs}`;
  return facts.rules?.partial.default === null && !inBlock
    ? `${others}, and transformers 4 raises at the first attention`
    : others;
}

/** rotary_pct and its like count for the types that name them, at top level. */
function isRead({ facts }: RuleContext, { key, inBlock, scaled }: Place): boolean {
  const partial = facts.rules?.partial;
  if (partial === undefined) return true;
  if (inBlock) return partial.block || (scaled && partial.default !== null);
  if (partial.key !== undefined) return key === partial.key;
  if (key !== "partial_rotary_factor") return true;
  return partial.topLevel || (scaled && partial.default !== null);
}

function effects({ facts }: RuleContext, { inBlock, scaled }: Place): readonly Effect[] {
  const failsInOlder = !inBlock && facts.rules?.partial.default === null;
  return [
    { runtime: "transformers", from: "5.0.0", outcome: scaled ? "raises" : "ignores" },
    ...(failsInOlder ? ([{ runtime: "transformers", before: "5.0.0", outcome: "raises" }] as const) : []),
    { runtime: "vllm", from: "0.8.5", outcome: "differs" },
    ...(inBlock ? [] : ([{ runtime: "sglang", outcome: "differs" }] as const)),
  ];
}
