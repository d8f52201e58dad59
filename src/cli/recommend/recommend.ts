/** `rope-lens recommend`: the strategies ranked for one config and one target length. */
import { DEFAULT_SETTINGS } from "../../advice/index.ts";
import type { Use } from "../../rope/index.ts";
import type { Io } from "../io.ts";
import { readRopeConfig } from "../reading/read-config-file.ts";
import { rankingsToCsv } from "./csv.ts";
import { rankingsToJson } from "./json.ts";
import { rankingsToText } from "./pretty.ts";
import { type RankingOptions, rank } from "./ranking.ts";

export const RECOMMEND_FORMATS = ["pretty", "json", "csv"] as const;
export type RecommendFormat = (typeof RECOMMEND_FORMATS)[number];

/** What is not chosen comes from the project's settings, else from the defaults. */
export interface RecommendOptions {
  readonly targetLength: number;
  /** Tokens; null: not chosen. */
  readonly pretrainedLength: number | null;
  readonly use: Use | null;
  /** Empty: not chosen. */
  readonly runtimes: readonly string[];
  readonly bins: number | null;
  readonly maxDisturbance: number | null;
}

export async function recommend(
  argument: string,
  format: RecommendFormat,
  chosen: RecommendOptions,
  io: Io,
): Promise<void> {
  const file = await readRopeConfig(argument, chosen.pretrainedLength, io);
  const { settings } = file;
  const options: RankingOptions = {
    targetLength: chosen.targetLength,
    use: chosen.use ?? settings.use ?? DEFAULT_SETTINGS.use,
    runtimes: chosen.runtimes.length > 0 ? chosen.runtimes : (settings.runtimes ?? []),
    bins: chosen.bins ?? settings.bins ?? DEFAULT_SETTINGS.bins,
    maxDisturbance: chosen.maxDisturbance,
  };
  const rankings = rank(file, options);
  io.stdout.write(rendered());

  function rendered(): string {
    switch (format) {
      case "pretty":
        return rankingsToText(file, rankings, options, io);
      case "json":
        return rankingsToJson(file.name, rankings);
      case "csv":
        return rankingsToCsv(rankings);
    }
  }
}
