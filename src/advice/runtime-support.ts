/** Which of the chosen frameworks keep a strategy out of the running, and which frameworks run it. */
import * as l10n from "@vscode/l10n";
import type { ModelConfig } from "../config/model.ts";
import type { StrategyId } from "../rope/spec.ts";
import { parseRuntime, RUNTIMES, type RuntimeChoice, supportOf } from "../runtimes/index.ts";

export function chosenRuntimes(names: readonly string[]): RuntimeChoice[] {
  return names.map(parseRuntime).filter((choice) => choice !== null);
}

/**
 * For `analyse`: the first chosen runtime that does not run the strategy.
 * "unknown" counts as not run: a recommendation for a runtime must rest on its sources.
 */
export function cannotRun(
  model: ModelConfig,
  names: readonly string[],
): (id: StrategyId) => { runtime: string; detail: string } | null {
  const chosen = chosenRuntimes(names);
  return (id) => {
    for (const choice of chosen) {
      const support = supportOf(id, model, choice);
      if (support.state !== "no" && support.state !== "unknown") continue;
      const detail = support.state === "unknown" ? unknownDetail(support.note) : support.note;
      return { runtime: titleOf(choice), detail };
    }
    return null;
  };
}

/** The detail of a runtime of which it is not known whether it runs the strategy. */
function unknownDetail(note: string): string {
  return l10n.t("unknown: {0}", note);
}

/** The note in such a detail; null for any other detail. */
export function unknownNote(detail: string): string | null {
  const prefix = unknownDetail("");
  return detail.startsWith(prefix) ? detail.slice(prefix.length) : null;
}

export function titleOf(choice: RuntimeChoice): string {
  return RUNTIMES.find((runtime) => runtime.name === choice.name)?.title ?? choice.name;
}

/** Names of the frameworks (newest known release) that run the strategy, with care or without. Asks every framework: tens of milliseconds. */
export function supportedBy(model: ModelConfig, id: StrategyId): string[] {
  const running = RUNTIMES.filter(({ name }) => {
    const { state } = supportOf(id, model, name);
    return state === "runs" || state === "care";
  });
  return running.map(({ name }) => name);
}
