/** Which of the chosen frameworks keep a strategy out of the running, and which frameworks run it. */
import * as l10n from "@vscode/l10n";
import type { ModelConfig } from "../config/model.ts";
import type { LeftOutByRuntime } from "../rope/analysis.ts";
import type { StrategyId } from "../rope/spec.ts";
import { parseRuntime, RUNTIMES, type RuntimeChoice, type RuntimeName, supportOf, titleOf } from "../runtimes/index.ts";

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
): (id: StrategyId) => Omit<LeftOutByRuntime, "why"> | null {
  const chosen = chosenRuntimes(names);
  return (id) => {
    for (const choice of chosen) {
      const { state, note } = supportOf(id, model, choice);
      if (state === "no") return { runtime: titleOf(choice), detail: note };
      if (state === "unknown") return { runtime: titleOf(choice), detail: note, unknown: true };
    }
    return null;
  };
}

/** Why a runtime does not run it, or that this is not known. */
export function runtimeDetail({ detail, unknown }: LeftOutByRuntime): string {
  return unknown === true ? l10n.t("unknown: {0}", detail) : detail;
}

/** Names of the frameworks (newest known release) that run the strategy, with care or without. Asks every framework: tens of milliseconds. */
export function supportedBy(model: ModelConfig, id: StrategyId): RuntimeName[] {
  const running = RUNTIMES.filter(({ name }) => {
    const { state } = supportOf(id, model, name);
    return state === "runs" || state === "care";
  });
  return running.map(({ name }) => name);
}
