/** The parameters and the edit for a strategy of the ranking. */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../config/model.ts";
import { type Insertion, type InsertionOptions, insertion } from "../edits/index.ts";
import { evaluatorOf } from "../rope/change.ts";
import type { StrategyId } from "../rope/spec.ts";
import { STRATEGIES } from "../rope/strategies/index.ts";
import type { RopeAdvice } from "./advise.ts";
import { insertionNotes } from "./insertion-notes.ts";
import { notWritableWords } from "./rope-words.ts";

export type InsertionFor =
  | (Extract<Insertion, { ok: true }> & { readonly notes: readonly string[] })
  | Extract<Insertion, { ok: false }>;

/** `advice` must come from `advise` on the same snapshot. */
export function insertionFor(
  snapshot: ConfigSnapshot,
  advice: RopeAdvice,
  id: StrategyId,
  options: InsertionOptions = {},
): InsertionFor {
  const { analysis, entry } = advice;
  const strategy = STRATEGIES[id];
  const result = analysis.strategies.find((candidate) => candidate.id === id);
  if (result === undefined) {
    const reason =
      analysis.reason === null
        ? l10n.t("{0} does not exist for this RoPE", strategy.title)
        : l10n.t("there is nothing to extend: a window of {0} tokens needs no scaling here", analysis.targetLength);
    return { ok: false, reason };
  }
  const notWritable = strategy.notWritable(entry.spec);
  if (notWritable !== null) {
    return {
      ok: false,
      reason: l10n.t("{0} cannot be written here: {1}", strategy.title, notWritableWords(notWritable)),
    };
  }
  const context = { spec: entry.spec, evaluator: evaluatorOf(analysis), changes: advice.changes?.[id] };
  const written = strategy.write(context, result.factors);
  const made = insertion(snapshot, entry, written, options);
  return made.ok ? { ...made, notes: insertionNotes(snapshot, advice, id, options) } : made;
}
