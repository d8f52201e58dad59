/** What `recommend` answers, before it takes a format. */
import { type AdviceSettings, advise, DEFAULT_SETTINGS, insertionFor, type RopeAdvice } from "../../advice/index.ts";
import type { ConfigSnapshot, JsonObject } from "../../config/index.ts";
import { longestWindow, runAtOnce, type StrategyId, type Use } from "../../rope/index.ts";
import { explained } from "../reading/explained.ts";
import type { ConfigFile, ProjectConfigFile } from "../reading/read-config-file.ts";

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

/** What is not chosen comes from the project's settings, else from the defaults. */
export interface ChosenOptions {
  readonly targetLength: number;
  /** Tokens; null: not chosen. */
  readonly pretrainedLength: number | null;
  readonly use: Use | null;
  /** Empty: not chosen. */
  readonly runtimes: readonly string[];
  readonly bins: number | null;
  readonly maxDisturbance: number | null;
}

export function optionsFor({ settings }: Pick<ProjectConfigFile, "settings">, chosen: ChosenOptions): RankingOptions {
  return {
    targetLength: chosen.targetLength,
    use: chosen.use ?? settings.use ?? DEFAULT_SETTINGS.use,
    runtimes: chosen.runtimes.length > 0 ? chosen.runtimes : (settings.runtimes ?? []),
    bins: chosen.bins ?? settings.bins ?? DEFAULT_SETTINGS.bins,
    maxDisturbance: chosen.maxDisturbance,
  };
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
