/**
 * null does not switch off the scaling that a model type has by itself.
 * Source: transformers 5.24.0, measured: gpt_oss with rope_scaling null runs yarn x32, since a null block takes the class default; also
 * openai_privacy_filter, ministral3, mistral4, mistral_large4_text (yarn), apertus, cwm (llama3). transformers 4.57.6 runs unscaled. A layer
 * type with null has no RoPE, but in gemma3_text (configuration_gemma3.py 146-155), where it becomes the default block.
 */
import * as l10n from "@vscode/l10n";
import { childPointer } from "../../config/json-pointer.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { replaceValue } from "../support/edits.ts";
import { stringOf } from "../support/facts.ts";
import { named, numberWord } from "../support/wording.ts";

export const nullKeepsScaling: Rule = {
  code: "rope/null-keeps-scaling",
  title: "null does not switch off the scaling that the model type has by itself",
  severity: "error",
  stage: "meaning",
  check(snapshot, context) {
    return [...wholeBlock(snapshot, context), ...layerBlocks(context)];
  },
};

function wholeBlock(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext): Finding[] {
  const { rules } = facts;
  const own = rules?.block ?? null;
  const { rope_scaling: scaling, rope_parameters: parameters } = facts.object;
  if (rules === null || own === null || isObject(scaling) || isObject(parameters)) return [];
  const key = scaling === null ? "rope_scaling" : parameters === null ? "rope_parameters" : null;
  const type = stringOf(own.rope_type) ?? stringOf(own.type);
  const factor = numberOf(own.factor);
  if (key === null || type === null || type === "default") return [];
  const verdict = inForce.judge([{ runtime: "transformers", from: "5.0.0", outcome: "differs" }]);
  // What the type does not read beside the block, it would read in it.
  const theta = (rules.thetaKeys.includes("rope_theta") ? facts.number("rope_theta") : null) ?? rules.theta;
  const plain = `{"rope_type": "default", "rope_theta": ${theta}}`;
  const finding: Finding = {
    pointer: facts.pointer(key),
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      "null does not switch scaling off in {0}: transformers 5 then takes the type's own block, {1}{2}; transformers 4 runs unscaled.",
      named(facts.modelType ?? ""),
      type,
      factor === null ? "" : l10n.t(" x{0}", numberWord(factor)),
    ),
    fixes: [
      {
        title: l10n.t('Write "rope_type": "default"'),
        edits: replaceValue(snapshot, facts.pointer(key), plain),
        preferred: false,
      },
    ],
  };
  return [finding];
}

/** Types that put their default block where a layer type has null. */
const FILLS_NULL: ReadonlySet<string> = new Set(["gemma3_text"]);

function layerBlocks({ facts, inForce }: RuleContext): Finding[] {
  const { rope_parameters: parameters } = facts.object;
  const { rules } = facts;
  if (!isObject(parameters) || !FILLS_NULL.has(facts.modelType ?? "") || rules === null) return [];
  const verdict = inForce.judge([{ runtime: "transformers", from: "5.24.0", outcome: "differs" }]);
  return Object.entries(rules.layers ?? {}).flatMap(([layerType, layer]): Finding[] => {
    if (parameters[layerType] !== null) return [];
    return [
      {
        pointer: childPointer(facts.pointer("rope_parameters"), layerType),
        severity: verdict.severity,
        runtimes: verdict.runtimes,
        message: l10n.t(
          "null does not take the RoPE from these layers in {0}: transformers 5 gives them the default block, with theta {1}.",
          named(facts.modelType ?? ""),
          numberWord(layer.theta),
        ),
      },
    ];
  });
}
