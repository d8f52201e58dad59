/** `rope-lens recommend`: the strategies ranked for one config and one target length. */
import type { Io } from "../io.ts";
import { readRopeConfig } from "../reading/read-config-file.ts";
import { rankingsToCsv } from "./csv.ts";
import { rankingsToJson } from "./json.ts";
import { rankingsToText } from "./pretty.ts";
import { type RankingOptions, rank } from "./ranking.ts";

export const RECOMMEND_FORMATS = ["pretty", "json", "csv"] as const;
export type RecommendFormat = (typeof RECOMMEND_FORMATS)[number];

export async function recommend(
  argument: string,
  format: RecommendFormat,
  options: RankingOptions,
  io: Io,
): Promise<void> {
  const file = await readRopeConfig(argument, io);
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
