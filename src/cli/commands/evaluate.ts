import { Option } from "commander";
import type { StrategyId } from "../../rope/spec.ts";
import { pretrainedLengthOption, strategyIds, targetLengthOption } from "./arguments.ts";
import type { AddCommand } from "./context.ts";

interface Options {
  readonly pretrainedLength: number | null;
  readonly targetLength: number;
  readonly strategies: readonly StrategyId[] | null;
}

export const addEvaluate: AddCommand = (program, { io }) => {
  program
    .command("evaluate")
    .summary("print a Python script that measures your own checkpoint")
    .description(
      "Prints a Python script (torch, transformers, nothing else) that loads the checkpoint beside the config with each strategy and prints its perplexity by position.",
    )
    .argument("<file>", "the config.json of the checkpoint, or the folder that holds it")
    .addOption(targetLengthOption())
    .addOption(
      new Option("-s, --strategies <ids>", "which strategies to measure, separated by commas")
        .argParser(strategyIds)
        .default(null, "those in the running for a model that is served as it is"),
    )
    .addOption(pretrainedLengthOption())
    .addHelpText(
      "after",
      `
Examples:
  rope-lens evaluate llama/config.json --target-length 16384 > evaluate.py
  python evaluate.py --text long-document.txt
  rope-lens evaluate llama/ -t 16384 -s resonant,yarn | python - --text long-document.txt`,
    )
    .action(async (file: string, options: Options) => {
      const { evaluate } = await import("../evaluate/evaluate.ts");
      await evaluate(file, options, io);
    });
};
