/**
 * RoPE keys outside of the part of a config that holds the language model: beside it, or in a part that no model is read from.
 * Source: transformers 5.24.0, measured on 105 composite types: a linear block or rope_theta at top level is ignored, a yarn block raises
 * AttributeError "'LlavaConfig' object has no attribute 'max_position_embeddings'", llama3 KeyError 'rope_theta'; transformers 4 and 5.0.0
 * ignore all of them. vLLM 0.33.0 and SGLang 0.5.23 load through transformers 5: the same.
 */
import * as l10n from "@vscode/l10n";
import { childPointer } from "../../config/json-pointer.ts";
import type { ConfigSnapshot, JsonObject } from "../../config/model.ts";
import { type Composite, compositeOf } from "../../config/model-types.ts";
import { numberOf } from "../../config/numbers.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import { insertMembers, removeMember, sorted } from "../support/edits.ts";
import { type Facts, stringOf } from "../support/facts.ts";
import { listed, named, numberWord, quoted } from "../support/wording.ts";

export const misplacedBlock: Rule = {
  code: "rope/misplaced-block",
  title: "RoPE keys stand outside of the part that holds the language model",
  severity: "warning",
  stage: "structure",
  check(snapshot, context) {
    const { facts } = context;
    const stray = strayBlocks(snapshot, context, facts.root, "");
    if (facts.path === "" || compositeAt(facts)?.readsFlatKeys === true) return stray;
    const blocks = ["rope_scaling", "rope_parameters"].flatMap((key) => {
      const block = facts.root[key];
      const inner = facts.object[key];
      if (!isFilled(block) || JSON.stringify(block) === JSON.stringify(inner)) return [];
      return isScaling(block) ? [describe(snapshot, context, key, block)] : [];
    });
    return [...blocks, ...stray, ...misplacedTheta(snapshot, context)];
  },
};

/** A block that says nothing but "default" misleads nobody. */
function isScaling(block: JsonObject): boolean {
  const type = stringOf(block.rope_type) ?? stringOf(block.type);
  return type === null ? "factor" in block : type !== "default" && type !== "mrope" && type !== "axial";
}

/** Parts of a multimodal model that have a RoPE of their own, which nobody scales. */
const OTHER_SENSES = /vision|visual|image|audio|speech/;

/** Scaled blocks in parts that are no model, and in a vision or audio part while the language model has none. */
function strayBlocks(snapshot: ConfigSnapshot, context: RuleContext, object: JsonObject, pointer: string): Finding[] {
  const { facts } = context;
  return Object.entries(object).flatMap(([key, part]): Finding[] => {
    if (!isObject(part) || key === "rope_scaling" || key === "rope_parameters") return [];
    const own = childPointer(pointer, key);
    if (own === facts.path) return [];
    const model = "hidden_size" in part || "model_type" in part || "num_attention_heads" in part;
    const stray = model ? OTHER_SENSES.test(key) && facts.blocks.length === 0 : !facts.path.startsWith(`${own}/`);
    const here = ["rope_scaling", "rope_parameters"].flatMap((name) => {
      const block = part[name];
      return stray && isFilled(block) && isScaling(block)
        ? [strayFinding(snapshot, context, childPointer(own, name), name, block)]
        : [];
    });
    return [...here, ...strayBlocks(snapshot, context, part, own)];
  });
}

function strayFinding(
  snapshot: ConfigSnapshot,
  { facts, inForce }: RuleContext,
  pointer: string,
  key: string,
  block: JsonObject,
): Finding {
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
  const type = stringOf(block.rope_type) ?? stringOf(block.type);
  return {
    pointer,
    at: "key",
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      "The language model is read from {0}, not from here: this {1}block scales none of its RoPE.",
      facts.path === "" ? l10n.t("the top level") : `"${named(facts.path.slice(1))}"`,
      type === null ? "" : `${quoted(type)} `,
    ),
    fixes: moveFix(snapshot, facts.path, key, block, isFilled(facts.object[key]), pointer),
  };
}

/** A base at top level that is another than the language model's. */
function misplacedTheta(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext): Finding[] {
  const outer = numberOf(facts.root.rope_theta);
  const used = [...new Set((snapshot.model?.ropes ?? []).map((rope) => rope.spec.theta))];
  if (outer === null || used.length === 0 || used.includes(outer)) return [];
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
  return [
    {
      pointer: "/rope_theta",
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        'The language model is read from "{0}", not from here: {1} has no effect, and theta is {2}.',
        named(facts.path.slice(1)),
        numberWord(outer),
        listed(used.map((theta) => numberWord(theta))),
      ),
      fixes:
        "rope_theta" in facts.object
          ? []
          : [
              {
                title: l10n.t("Move it into {0}", named(facts.path.slice(1))),
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
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      'The language model is read from "{0}", not from here: this {1}block {2}',
      named(part),
      type === null ? "" : `${quoted(type)} `,
      raises && known
        ? l10n.t(
            "raises AttributeError in transformers 5.24 (no attribute 'max_position_embeddings'), and earlier releases ignore it.",
          )
        : l10n.t("is ignored, and nothing is scaled."),
    ),
    fixes: moveFix(snapshot, facts.path, key, block, isFilled(facts.object[key])),
  };
}

function moveFix(
  snapshot: ConfigSnapshot,
  path: string,
  key: string,
  block: JsonObject,
  occupied: boolean,
  from = `/${key}`,
): Fix[] {
  if (occupied) return [];
  const edits = sorted(insertMembers(snapshot, path, { [key]: block }), removeMember(snapshot, from));
  const title = path === "" ? l10n.t("Move it to the top level") : l10n.t("Move it into {0}", named(path.slice(1)));
  return [{ title, edits, preferred: true }];
}
