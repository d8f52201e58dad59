/** `rope-lens recommend`: the strategies ranked for one target length. */
import { CannotRun, EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { readRopeConfig } from "../reading/read-config-file.ts";
import { rankingsToCsv } from "./csv.ts";
import { rankingsToJson, rankingsToJsonLine } from "./json.ts";
import { rankingsToText } from "./pretty.ts";
import { type ChosenOptions, optionsFor, rank } from "./ranking.ts";
import { areMany, recommendMany } from "./recommend-many.ts";

export type RecommendFormat = "pretty" | "json" | "ndjson" | "csv";

/** @returns the exit code */
export async function recommend(
  patterns: readonly string[],
  format: RecommendFormat,
  chosen: ChosenOptions,
  io: Io,
): Promise<number> {
  const [only] = patterns;
  if (only === undefined || areMany(patterns, io.cwd)) {
    if (format === "json") throw new CannotRun("--format json answers for one file; for many there is ndjson");
    return recommendMany(patterns, { ...chosen, format }, io);
  }
  const file = await readRopeConfig(only, chosen.pretrainedLength, io);
  const options = optionsFor(file, chosen);
  const rankings = rank(file, options);
  io.stdout.write(rendered());
  return EXIT.ok;

  function rendered(): string {
    switch (format) {
      case "pretty":
        return rankingsToText(file, rankings, options, io);
      case "json":
        return rankingsToJson(file.name, rankings);
      case "ndjson":
        return rankingsToJsonLine(file.name, rankings);
      case "csv":
        return rankingsToCsv(rankings);
    }
  }
}
