/** What `recommend` answers, before it takes a format. */
import { type AdviceSettings, advise, insertionFor, type RopeAdvice } from "../../advice/index.ts";
import type { ConfigSnapshot, JsonObject } from "../../config/index.ts";
import { longestWindow, runAtOnce, type StrategyId } from "../../rope/index.ts";
import { explained } from "../reading/explained.ts";
import type { ConfigFile } from "../reading/read-config-file.ts";

export interface Ranking {
  readonly advice: RopeAdvice;
  /** Every key to set in the object at the path; null where no config can state the strategy. */
  readonly parameters: Readonly<Partial<Record<StrategyId, JsonObject>>>;
  /** Longest window of each strategy below the threshold, tokens; null where no threshold was asked for. */
  readonly longestWindows: { readonly threshold: number; readonly of: ReadonlyMap<StrategyId, number> } | null;
}

export interface RankingOptions extends AdviceSettings {
  /** nats; null: none asked for. */
  readonly maxDisturbance: number | null;
}

/** One ranking a RoPE of the model, in the order of the config. @throws CannotRun when a parameter of the file is outside its domain */
export function rank({ name, snapshot }: ConfigFile, options: RankingOptions): Ranking[] {
  return explained(name, () =>
    advise(snapshot, options).map((advice) => ({
      advice,
      parameters: parametersOf(snapshot, advice, options),
      longestWindows: longestWindowsOf(advice, options),
    })),
  );
}

function parametersOf(snapshot: ConfigSnapshot, advice: RopeAdvice, { runtimes }: RankingOptions) {
  const parameters: Partial<Record<StrategyId, JsonObject>> = {};
  for (const { id } of advice.analysis.strategies) {
    const insertion = insertionFor(snapshot, advice, id, { runtimes });
    if (insertion.ok) parameters[id] = insertion.parameters;
  }
  return parameters;
}

function longestWindowsOf({ entry, analysis }: RopeAdvice, { maxDisturbance, bins }: RankingOptions) {
  if (maxDisturbance === null) return null;
  const windows = analysis.strategies.map(
    ({ id }) => [id, runAtOnce(longestWindow(entry.spec, id, maxDisturbance, { bins }))] as const,
  );
  return { threshold: maxDisturbance, of: new Map(windows) };
}
