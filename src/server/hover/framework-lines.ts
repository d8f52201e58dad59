/** What every framework does with the file, in a few lines: one for each outcome. */
import * as l10n from "@vscode/l10n";
import {
  chosenRuntimes,
  type FrameworkOutcome,
  frameworkOutcomes,
  OUTCOMES,
  outcomeText,
  plainText,
} from "../../advice/index.ts";
import type { ConfigSnapshot } from "../../config/index.ts";

const known = new WeakMap<ConfigSnapshot, { readonly runtimes: readonly string[]; readonly lines: string[] }>();

/**
 * Remembered for each version of a text: the pointer passes over several keys of one file.
 * @param runtimes as the settings name them: "vllm@0.30.0"; the others stand at their newest known release
 */
export function frameworkLines(snapshot: ConfigSnapshot, runtimes: readonly string[]): string[] {
  const before = known.get(snapshot);
  if (before?.runtimes === runtimes) return before.lines;
  const lines = computeLines(snapshot, runtimes);
  known.set(snapshot, { runtimes, lines });
  return lines;
}

function computeLines(snapshot: ConfigSnapshot, runtimes: readonly string[]): string[] {
  const outcomes = frameworkOutcomes(snapshot, chosenRuntimes(runtimes));
  return OUTCOMES.flatMap((outcome) => {
    const those = outcomes.filter((each) => each.outcome === outcome);
    if (those.length === 0) return [];
    return [`- **${outcomeText(outcome)}**: ${groupedByReason(those).join("; ")}`];
  });
}

/** Frameworks with one reason share it: "vLLM 0.33.0, SGLang 0.5.23 (ignores beta_fast)". */
function groupedByReason(outcomes: readonly FrameworkOutcome[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { title, release, reason } of outcomes) {
    groups.set(reason, [...(groups.get(reason) ?? []), `${title} ${release}`]);
  }
  return [...groups].map(([reason, names]) => {
    const list = plainText(names.join(l10n.t(", ")));
    return reason === "" ? list : `${list} (${plainText(reason)})`;
  });
}
