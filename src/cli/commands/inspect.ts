import { Option } from "commander";
import { oneOf, pretrainedLengthOption, runtimeOption, wholeNumber } from "./arguments.ts";
import type { AddCommand } from "./context.ts";

interface Options {
  readonly pretrainedLength: number | null;
  readonly seqLen: number | null;
  readonly runtime: readonly string[];
  readonly format: "pretty" | "json";
}

export const addInspect: AddCommand = (program, { io }) => {
  program
    .command("inspect")
    .summary("show what a config means: frequencies, windows, KV cache, frameworks")
    .description(
      "Shows what a config means: its rotary embeddings with their frequencies, its windows, its KV cache, and what frameworks do with it.",
    )
    .argument("<file>", "a model config, the folder that holds it, or - for standard input")
    .addOption(
      new Option("-n, --seq-len <tokens>", "length of the input: it decides for longrope and dynamic")
        .argParser(wholeNumber(1))
        .default(null, "a short input"),
    )
    .addOption(pretrainedLengthOption())
    .addOption(runtimeOption("what this framework does with the file", "every known one"))
    .addOption(oneOf("-f, --format <name>", "how to answer", ["pretty", "json"]))
    .addHelpText(
      "after",
      `
Frequencies are those of the newest known transformers, in radians per position.

Examples:
  rope-lens inspect config.json
  rope-lens inspect config.json --runtime transformers@4.48.3 --runtime mlx-lm
  rope-lens inspect config.json --seq-len 131072 --format json | jq '.ropes[0].invFreq'`,
    )
    .action(async (file: string, { seqLen, runtime, ...options }: Options) => {
      const { inspect } = await import("../inspect/inspect.ts");
      await inspect(file, { ...options, sequenceLength: seqLen, runtimes: runtime }, io);
    });
};
