/** Which frameworks are asked for what they do, and where such a finding stands. */
import type { ConfigSnapshot } from "../../config/model.ts";
import { type Prediction, predict, type RuntimeChoice } from "../../runtimes/index.ts";
import { atLeast } from "../../runtimes/release.ts";
import type { RuleContext } from "../rule.ts";
import { factsOf } from "./facts.ts";

/**
 * The chosen frameworks that no finding names yet. transformers 5 is left out: what it does is what the other rules say, with better words
 * and fixes.
 */
export function foretold({ inForce, accused }: RuleContext): readonly RuntimeChoice[] {
  if (!inForce.chosen || accused.has(EVERY_FRAMEWORK)) return [];
  return inForce.choices.filter((choice) => {
    return choice.known && !isModernTransformers(choice) && !accused.has(`${choice.name}@${choice.release}`);
  });
}

/** A release whose behaviour the other rules describe. */
export function isModernTransformers(choice: RuntimeChoice): boolean {
  return choice.name === "transformers" && atLeast(choice.release, "5.0.0");
}

/** Input lengths at which a framework is asked: a short one, and one as long as the window. */
export function askedLengths(snapshot: ConfigSnapshot): readonly (number | null)[] {
  const claimed = (snapshot.model?.ropes ?? []).map((rope) => rope.claimedLength);
  return claimed.length === 0 ? [null] : [null, Math.max(...claimed)];
}

/** What the framework does at that length; null for sizes that no array can have. */
export function foretell(snapshot: ConfigSnapshot, choice: RuntimeChoice, seqLen: number | null): Prediction | null {
  if (!hasSaneSizes(snapshot)) return null;
  try {
    return predict(snapshot, { runtime: choice.name, release: choice.release, seqLen });
  } catch (error) {
    // A size below 0 in a place that was not thought of: nothing is known, and a finding is not worth a crash.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const SIZES = ["hidden_size", "head_dim", "num_attention_heads", "qk_rope_head_dim", "rotary_dim", "kv_channels"];
const LARGEST_SIZE = 1e6;

/** Frequencies of a head with a billion entries would be computed for real. */
function hasSaneSizes(snapshot: ConfigSnapshot): boolean {
  const { object } = factsOf(snapshot);
  return SIZES.every((key) => {
    const size = object[key];
    return typeof size !== "number" || (size > 0 && size <= LARGEST_SIZE);
  });
}

/** The framework's code, followed for this file, computes what the file says. false also where that code is not known. */
export function runsAsSaid(snapshot: ConfigSnapshot, choice: RuntimeChoice): boolean {
  return askedLengths(snapshot).every((seqLen) => foretell(snapshot, choice, seqLen)?.outcome === "runs");
}

/** Stands among the accused for an error that names no framework, since it concerns all. */
export const EVERY_FRAMEWORK = "*";

/** At the key of the scaling block, else at the model type, else at the start. */
export function placeOf({ facts }: RuleContext): { readonly pointer: string; readonly at: "key" | "value" } {
  const [block] = facts.blocks;
  if (block !== undefined) return { pointer: block.pointer, at: "key" };
  return { pointer: "model_type" in facts.object ? facts.pointer("model_type") : facts.path, at: "value" };
}
