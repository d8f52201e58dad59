import { Option } from "commander";
import type { StrategyId } from "../../rope/spec.ts";
import { pretrainedLengthOption, runtimeName, strategyOption, targetLengthOption } from "./arguments.ts";
import type { AddCommand } from "./context.ts";

interface Options {
  readonly pretrainedLength: number | null;
  readonly targetLength: number;
  readonly strategy: StrategyId;
  readonly runtime: string;
  readonly layerType?: string;
}

export const addFlags: AddCommand = (program, { io }) => {
  program
    .command("flags")
    .summary("print launch arguments that extend a model whose config stays as it is")
    .description(
      "Prints the command that starts a serving framework with a strategy's RoPE scaling, for a checkpoint whose config.json stays as it is. Quoted for a POSIX shell.",
    )
    .argument("<file>", "the config.json of the checkpoint, the folder that holds it, or - for standard input")
    .addOption(targetLengthOption())
    .addOption(strategyOption())
    .addOption(
      new Option("-r, --runtime <name[@release]>", "the framework to start")
        .argParser(runtimeName)
        .makeOptionMandatory(),
    )
    .addOption(pretrainedLengthOption())
    .option("--layer-type <name>", "which RoPE, in a model that has one per layer type")
    .addHelpText(
      "after",
      `
The command goes to standard output, what to mind and where it is known from to standard error.
Exit code: 0 done, or nothing to extend; 1 the framework cannot do it at launch; 2 could not run.

Examples:
  rope-lens flags llama/ --target-length 16384 --strategy resonant --runtime vllm
  rope-lens flags config.json -t 131072 -s yarn -r llama.cpp
  rope-lens flags config.json -t 16384 -s yarn -r vllm@0.11.0`,
    )
    .action(async (file: string, options: Options) => {
      const { flags } = await import("../flags/flags.ts");
      await flags(file, options, io);
    });
};
