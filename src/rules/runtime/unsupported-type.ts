/**
 * A scaling that a framework cannot run on this model, or runs as something else.
 * Source: src/runtimes, which has file and release for each statement. Its verdicts are about blocks as RoPE Lens writes them; where the file
 * itself can be followed through the framework's code and runs as it says, they do not count.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, RopeEntry } from "../../config/model.ts";
import type { StrategyId } from "../../rope/spec.ts";
import { chooseRelease, type RuntimeChoice, supportOf } from "../../runtimes/index.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { runsAsSaid } from "../support/foretold.ts";
import { inForceOf, runtimeTitle } from "../support/in-force.ts";
import { respellingFor } from "../support/respelling.ts";
import { quoted } from "../support/wording.ts";
import { UNREAD } from "./v5-spelling.ts";

export const unsupportedType: Rule = {
  code: "runtime/unsupported-type",
  title: "A framework cannot run this scaling on this model",
  severity: "error",
  stage: "meaning",
  needs: ["block", "window", "head"],
  check(snapshot, context) {
    return (snapshot.model?.ropes ?? []).flatMap((rope) => describe(snapshot, context, rope));
  },
};

/** Without a choice only these are told about others: most people serve with them. */
const TOLD_UNASKED = ["vllm", "sglang"] as const;

function describe(snapshot: ConfigSnapshot, context: RuleContext, rope: RopeEntry): Finding[] {
  const { model } = snapshot;
  const strategy = strategyOf(rope);
  const pointer = rope.blockPointer;
  if (model === null || strategy === null || pointer === null || !context.sound(pointer)) return [];
  const block = context.facts.blocks.find((candidate) => candidate.pointer === pointer) ?? null;
  const choices: readonly RuntimeChoice[] = context.inForce.chosen
    ? context.inForce.choices
    : TOLD_UNASKED.map((name) => chooseRelease(name));
  const refusals = choices.flatMap((choice) => {
    const support = supportOf(strategy, model, choice);
    if (support.state !== "no" || !readsSpelling(context, choice) || isDrivenOtherwise(block, choice)) return [];
    // A ramp that is always rounded was said in the words of its own rule.
    if (block?.value.truncate === false && context.accused.has(`${choice.name}@${choice.release}`)) return [];
    // Last, since the framework's code is followed anew for each text.
    return runsAsSaid(snapshot, choice) ? [] : [{ choice, note: support.note }];
  });
  if (refusals.length === 0) return [];
  const { chosen } = context.inForce;
  return [
    {
      pointer,
      at: "key",
      severity: chosen ? "error" : "info",
      runtimes: refusals.map(({ choice }) => (chosen ? `${choice.name}@${choice.release}` : choice.name)),
      message: l10n.t(
        "This {0} block does not run as written in {1}.",
        quoted(rope.spec.scaling.type),
        refusals
          .map(({ choice, note }) => `${runtimeTitle(`${choice.name}@${choice.release}`)}: ${note}`)
          .join(l10n.t("; nor in ")),
      ),
      fixes: chosen
        ? respellingFor(
            snapshot,
            refusals.map(({ choice }) => choice),
          )
        : [],
    },
  ];
}

/** vLLM scales dynamic when one of its own keys is there. */
function isDrivenOtherwise(block: RopeBlock | null, choice: RuntimeChoice): boolean {
  if (block === null || choice.name !== "vllm" || block.type !== "dynamic") return false;
  return "max_trained_positions" in block.value || "alpha" in block.value;
}

/** A spelling that is not read at all has a finding of its own. */
function readsSpelling({ facts }: RuleContext, choice: RuntimeChoice): boolean {
  if (!isFilled(facts.object.rope_parameters) || isFilled(facts.object.rope_scaling)) return true;
  return inForceOf([`${choice.name}@${choice.release}`], true).judge(UNREAD)?.severity !== "error";
}

/** For longrope one with factors a pair: whether such a block is taken. When which list of the file's is used, `differs` says. */
function strategyOf(rope: RopeEntry): StrategyId | null {
  const { type } = rope.spec.scaling;
  if (type === "longrope") return "distributional";
  return type === "linear" || type === "dynamic" || type === "yarn" || type === "llama3" ? type : null;
}
