/**
 * RoPE keys at the top level of a multimodal config whose language model stands in a part of its own.
 * Source: transformers 5.24.0, measured on 105 composite types: a linear block or rope_theta at top level is ignored, a yarn block raises
 * AttributeError "'LlavaConfig' object has no attribute 'max_position_embeddings'", llama3 KeyError 'rope_theta'; transformers 4 and 5.0.0
 * ignore all of them. vLLM 0.33.0 and SGLang 0.5.23 load through transformers 5: the same.
 */
import type { ConfigSnapshot, JsonObject } from "../../config/model.ts";
import { type Composite, compositeOf } from "../../config/model-types.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import { insertMembers, removeMember, sorted } from "../support/edits.ts";
import { type Facts, finiteOf, stringOf } from "../support/facts.ts";
import { listed, named, numberWord, quoted } from "../support/wording.ts";

export const misplacedBlock: Rule = {
  code: "rope/misplaced-block",
  title: "RoPE keys stand outside of the part that holds the language model",
  severity: "warning",
  stage: "structure",
  check(snapshot, context) {
    const { facts } = context;
    if (facts.path === "" || compositeAt(facts)?.readsFlatKeys === true) return [];
    const blocks = ["rope_scaling", "rope_parameters"].flatMap((key) => {
      const block = facts.root[key];
      const inner = facts.object[key];
      if (!isObject(block) || !isFilled(block) || JSON.stringify(block) === JSON.stringify(inner)) return [];
      return [describe(snapshot, context, key, block)];
    });
    return [...blocks, ...misplacedTheta(snapshot, context)];
  },
};

/** A base at top level that is another than the language model's. */
function misplacedTheta(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext): Finding[] {
  const outer = finiteOf(facts.root.rope_theta);
  const used = [...new Set((snapshot.model?.ropes ?? []).map((rope) => rope.spec.theta))];
  if (outer === null || used.length === 0 || used.includes(outer)) return [];
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
  return [
    {
      pointer: "/rope_theta",
      at: "key",
      severity: verdict?.severity ?? "warning",
      runtimes: verdict?.runtimes ?? [],
      message:
        `The language model is read from "${named(facts.path.slice(1))}", not from here: ${numberWord(outer)} has no effect, and theta is ` +
        `${listed(used.map((theta) => numberWord(theta)))}.`,
      fixes:
        "rope_theta" in facts.object
          ? []
          : [
              {
                title: `Move it into ${named(facts.path.slice(1))}`,
                edits: sorted(
                  insertMembers(snapshot, facts.path, { rope_theta: outer }),
                  removeMember(snapshot, "/rope_theta"),
                ),
                preferred: true,
              },
            ],
    },
  ];
}

function compositeAt(facts: Facts): Composite | null {
  const modelType = stringOf(facts.root.model_type);
  return modelType === null ? null : compositeOf(modelType);
}

/** Types whose check in transformers 5.24 asks the outer config for its window. */
const CHECKED = ["yarn", "longrope", "llama3"];

function describe(snapshot: ConfigSnapshot, context: RuleContext, key: string, block: JsonObject): Finding {
  const { facts, inForce } = context;
  const type = stringOf(block.rope_type) ?? stringOf(block.type);
  const raises = type !== null && CHECKED.includes(type) && !("max_position_embeddings" in facts.root);
  const known = compositeAt(facts)?.raisesForFlatBlock === true;
  const verdict = inForce.judge(
    raises && known
      ? [
          { runtime: "transformers", from: "5.24.0", outcome: "raises" },
          { runtime: "transformers", before: "5.24.0", outcome: "ignores" },
          { runtime: "vllm", from: "0.28.0", outcome: "raises" },
          { runtime: "sglang", from: "0.5.22", outcome: "raises" },
        ]
      : [
          { runtime: "transformers", outcome: "ignores" },
          { runtime: "vllm", outcome: "ignores" },
          { runtime: "sglang", outcome: "ignores" },
        ],
  );
  const part = facts.path.slice(1);
  return {
    pointer: `/${key}`,
    at: "key",
    severity: verdict?.severity ?? "warning",
    runtimes: verdict?.runtimes ?? [],
    message:
      `The language model is read from "${named(part)}", not from here: this ${type === null ? "" : `${quoted(type)} `}block ` +
      (raises && known
        ? "raises AttributeError in transformers 5.24 (no attribute 'max_position_embeddings'), and earlier releases ignore it."
        : "is ignored, and nothing is scaled."),
    fixes: moveFix(snapshot, facts.path, key, block, isFilled(facts.object[key])),
  };
}

function moveFix(snapshot: ConfigSnapshot, path: string, key: string, block: JsonObject, occupied: boolean): Fix[] {
  if (occupied) return [];
  const edits = sorted(insertMembers(snapshot, path, { [key]: block }), removeMember(snapshot, `/${key}`));
  return [{ title: `Move it into ${named(path.slice(1))}`, edits, preferred: true }];
}
