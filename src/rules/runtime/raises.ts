/**
 * A framework raises when it loads or first runs the file, and no other rule has said why: a chosen one, and without a choice the newest
 * transformers.
 * Source: src/runtimes follows the framework's code of that release; its answers are checked against recorded runs.
 */
import * as l10n from "@vscode/l10n";
import type { JsonObject } from "../../config/model.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Prediction, RuntimeChoice } from "../../runtimes/index.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { memberPointer } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { foretell, foretold, isModernTransformers, placeOf } from "../support/foretold.ts";
import { runtimeTitle } from "../support/in-force.ts";
import { respellingFor } from "../support/respelling.ts";
import { named as clean } from "../support/wording.ts";

export const raises: Rule = {
  code: "runtime/raises",
  title: "A framework raises for this file",
  severity: "error",
  stage: "last",
  check: (snapshot, context) =>
    [...foretold(context), ...unasked(context)].flatMap((choice): Finding[] => {
      const prediction = foretell(snapshot, choice, null);
      if (prediction?.outcome !== "raises" || prediction.exception === null) return [];
      const { exception, message } = prediction;
      const named = namedKey(context, prediction);
      // Some classes do not build from their own defaults: unasked it is told of what the file says itself.
      if (isModernTransformers(choice) && named === null && !context.facts.blocks.some(isStated)) return [];
      const name = `${choice.name}@${choice.release}`;
      return [
        {
          ...(named ?? placeOf(context)),
          runtimes: [context.inForce.chosen ? name : choice.name],
          message: l10n.t(
            "{0} raises {1} for this file{2}.",
            runtimeTitle(name),
            clean(exception),
            message === null || message === "" ? "" : `: ${clean(message.replace(/\s+/g, " "), 240)}`,
          ),
          fixes: respellingFor(snapshot, [choice]),
        },
      ];
    }),
};

/** transformers 5 itself, where its own class runs the file and nothing else is wrong, which would be the cause. */
function unasked({ facts, inForce, anyLoud }: RuleContext): readonly RuntimeChoice[] {
  if (!facts.native || facts.rules === null || anyLoud()) return [];
  return inForce.choices.filter((choice) => choice.known && isModernTransformers(choice));
}

/** The first key in the framework's message that the file has. */
function namedKey({ facts }: RuleContext, { message }: Prediction): ReturnType<typeof placeOf> | null {
  const words = (message ?? "").matchAll(/['"`]([\w.]+)['"`]|\b(\w+_\w+)\b/g);
  for (const [, quote, bare] of words) {
    const name = quote ?? bare ?? "";
    const block = facts.blocks.find(({ value }) => hasValue(value, name));
    if (block !== undefined) return { pointer: memberPointer(block, name), at: "value" };
    if (hasValue(facts.object, name)) return { pointer: facts.pointer(name), at: "value" };
  }
  return null;
}

/** The author wrote the block for a purpose: it scales, or it is one of several. */
function isStated(block: RopeBlock): boolean {
  return block.layerType !== null || (block.type !== null && block.type !== "default");
}

function hasValue(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && key !== "rope_scaling" && !isObject(object[key]);
}
