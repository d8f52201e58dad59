import { Option } from "commander";
import { DEFAULT_SETTINGS } from "../../advice/settings.ts";
import type { Use } from "../../rope/spec.ts";
import type { RecommendFormat } from "../recommend/recommend.ts";
import {
  oneOf,
  positiveNumber,
  pretrainedLengthOption,
  runtimeOption,
  targetLengthOption,
  wholeNumber,
} from "./arguments.ts";
import type { AddCommand } from "./context.ts";

interface Options {
  readonly pretrainedLength: number | null;
  readonly targetLength: number;
  readonly use: Use | null;
  readonly runtime: readonly string[];
  readonly bins: number | null;
  readonly maxDisturbance: number | null;
  readonly format: RecommendFormat;
}

export const addRecommend: AddCommand = (program, { io, exitWith }) => {
  program
    .command("recommend")
    .summary("rank the RoPE scaling strategies for a longer window")
    .description(
      "Ranks the RoPE scaling strategies by how little they disturb the model's rotary angles at a longer window.",
    )
    .argument(
      "<files...>",
      "a model config, the folder that holds it, or - for standard input; or many: folders, globs",
    )
    .addOption(targetLengthOption())
    .addOption(pretrainedLengthOption())
    .addOption(
      new Option("-u, --use <use>", "served as it is, or fine-tuned after the extension")
        .choices(["as-is", "fine-tuned"])
        .default(null, "as-is"),
    )
    .addOption(runtimeOption("only strategies that this framework runs are in the running", "any"))
    .addOption(
      new Option("-b, --bins <count>", "bins of the angle histograms")
        .argParser(wholeNumber(2))
        .default(null, String(DEFAULT_SETTINGS.bins)),
    )
    .addOption(
      new Option("--max-disturbance <nats>", "also say the longest window that each strategy keeps below this")
        .argParser(positiveNumber)
        .default(null, "not asked"),
    )
    .addOption(oneOf("-f, --format <name>", "how to answer", ["pretty", "json", "ndjson", "csv"]))
    .addHelpText(
      "after",
      `
Mean disturbance: how far the distributions of the rotary angles move from those of pretraining, in nats, as a mean
over the frequency pairs. Local shift: how far neighbouring tokens move; above 0.01 a strategy needs fine-tuning.
Disturbance is not quality: measure perplexity before you ship it.

A folder without a config.json of its own is searched for config.json and params.json, as by check; many files are
ranked on all cores, with one line, ndjson object or set of rows each, in the order of their names.

Examples:
  rope-lens recommend config.json --target-length 16384
  rope-lens recommend config.json -t 131072 --use fine-tuned
  rope-lens recommend config.json -t 32768 --runtime vllm --runtime llama.cpp
  rope-lens recommend config.json -t 16384 --format json | jq '.ropes[0].recommended'
  rope-lens recommend models/ -t 131072 --format ndjson > rankings.ndjson`,
    )
    .action(async (files: string[], { format, runtime, ...options }: Options) => {
      const { recommend } = await import("../recommend/recommend.ts");
      exitWith(await recommend(files, format, { ...options, runtimes: runtime }, io));
    });
};
