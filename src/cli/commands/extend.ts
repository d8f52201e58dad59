import { Option } from "commander";
import type { Dialect } from "../../config/model.ts";
import type { StrategyId } from "../../rope/spec.ts";
import { pretrainedLengthOption, runtimeOption, strategyOption, targetLengthOption } from "./arguments.ts";
import type { AddCommand } from "./context.ts";

interface Options {
  readonly pretrainedLength: number | null;
  readonly targetLength: number;
  readonly strategy: StrategyId;
  readonly dialect?: Dialect;
  readonly layerType?: string;
  readonly runtime: readonly string[];
  readonly keepShort: boolean;
  readonly write: boolean;
  readonly diff: boolean;
}

export const addExtend: AddCommand = (program, { io }) => {
  program
    .command("extend")
    .summary("put a strategy's RoPE parameters into a config")
    .description(
      "Puts a strategy's RoPE parameters into a config, in its own layout and spelling, and prints the result.",
    )
    .argument("<file>", "a model config, the folder that holds it, or - for standard input")
    .addOption(targetLengthOption())
    .addOption(strategyOption())
    .addOption(pretrainedLengthOption())
    .addOption(
      new Option(
        "--dialect <name>",
        "v4 writes rope_scaling, v5 writes rope_parameters (transformers 5); default: as the file is",
      ).choices(["v4", "v5"]),
    )
    .option("--layer-type <name>", "which RoPE, in a model that has one per layer type")
    .addOption(runtimeOption("a framework that must run it", "none"))
    .option("--keep-short", "leave short inputs as pretrained, in frameworks that switch between two lists", false)
    .addOption(new Option("-w, --write", "change the file, in one step").default(false).conflicts("diff"))
    .addOption(new Option("-d, --diff", "print a unified diff instead of the file").default(false))
    .addHelpText(
      "after",
      `
Exit code: 0 done, or nothing to extend; 1 the strategy or a framework cannot do it; 2 could not run.

Examples:
  rope-lens extend config.json --target-length 16384 --strategy resonant --diff
  rope-lens extend config.json -t 16384 -s resonant --write
  rope-lens extend config.json -t 131072 -s yarn --dialect v5 > extended.json
  rope-lens extend gemma/config.json -t 262144 -s ntk --layer-type full_attention --write`,
    )
    .action(async (file: string, { runtime, ...options }: Options) => {
      const { extend } = await import("../extend/extend.ts");
      await extend(file, { ...options, runtimes: runtime }, io);
    });
};
