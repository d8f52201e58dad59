/** Which frameworks decide how loud a finding is. */

import {
  chooseRelease,
  isRuntimeName,
  parseRuntime,
  type RuntimeChoice,
  type RuntimeName,
  titleOf,
} from "../../runtimes/index.ts";
import { atLeast, below } from "../../runtimes/release.ts";
import type { Severity } from "../diagnostic.ts";

/** What a framework does with a thing in the file, in which releases. */
export interface Effect {
  readonly runtime: RuntimeName;
  /** First release with the effect; absent: every known one. */
  readonly from?: string;
  /** First release without it again. */
  readonly before?: string;
  /** "differs": it runs, but computes something else than the file says; "ignores": a key has no effect. */
  readonly outcome: "raises" | "differs" | "ignores";
}

/** What the newest known release does too, so that some release is always concerned. */
type LastingEffect = Effect & { readonly before?: never };
export type LastingEffects =
  | readonly [first: LastingEffect, ...others: Effect[]]
  | readonly [...others: Effect[], last: LastingEffect];

export interface Verdict {
  readonly severity: Severity;
  /** The frameworks concerned, "name" or, where the user chose one, "name@release". */
  readonly runtimes: readonly string[];
}

export interface InForce {
  /** The chosen frameworks; with none chosen, the newest transformers. */
  readonly choices: readonly RuntimeChoice[];
  /** Whether the user chose any. */
  readonly chosen: boolean;
  has(name: RuntimeName): boolean;
  /**
   * error: a framework in force raises or computes something else; warning: one ignores a key; info: only others do, in their newest
   * release. null: only releases that nobody asked about, so there is nothing to say.
   */
  judge(effects: LastingEffects): Verdict;
  judge(effects: readonly Effect[]): Verdict | null;
}

/**
 * @param runtimes what the user serves with: "vllm", "transformers@4.48.3"; unknown names are left out
 * @param transformersDecides false where the file names its own code or a type that transformers does not have: what transformers'
 *   own classes would do is then a warning at most
 */
export function inForceOf(runtimes: readonly string[], transformersDecides: boolean): InForce {
  const parsed = runtimes.map(parseRuntime).filter((choice): choice is RuntimeChoice => choice !== null);
  const chosen = parsed.length > 0;
  const choices = chosen ? parsed : [chooseRelease("transformers")];

  const severityAt = (effect: Effect): Severity => {
    if (effect.outcome === "ignores") return "warning";
    return effect.runtime === "transformers" && !transformersDecides ? "warning" : "error";
  };

  function judge(effects: LastingEffects): Verdict;
  function judge(effects: readonly Effect[]): Verdict | null;
  function judge(effects: readonly Effect[]): Verdict | null {
    let severity: Severity | null = null;
    const named: string[] = [];
    for (const effect of effects) {
      const hit = choices.find((choice) => choice.known && covers(effect, choice));
      if (hit !== undefined) {
        if (severity !== "error") severity = severityAt(effect);
        add(named, chosen ? `${hit.name}@${hit.release}` : hit.name);
      } else if (covers(effect, chooseRelease(effect.runtime))) {
        severity ??= "info";
        add(named, effect.runtime);
      }
    }
    return severity === null ? null : { severity, runtimes: named };
  }

  return { choices, chosen, has: (name) => choices.some((choice) => choice.name === name), judge };
}

/** "tgi@3.3.7" as people write it: "TGI 3.3.7". */
export function runtimeTitle(name: string): string {
  const [runtime = "", release] = name.split("@");
  const title = isRuntimeName(runtime) ? titleOf({ name: runtime }) : runtime;
  return release === undefined ? title : `${title} ${release}`;
}

function covers(effect: Effect, choice: RuntimeChoice): boolean {
  if (effect.runtime !== choice.name) return false;
  if (effect.from !== undefined && !atLeast(choice.release, effect.from)) return false;
  return effect.before === undefined || below(choice.release, effect.before);
}

function add(list: string[], name: string): void {
  if (!list.includes(name)) list.push(name);
}
