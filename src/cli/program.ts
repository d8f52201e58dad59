/** The verbs and what all of them share: help, version, errors as one line. */
import { Command, type OutputConfiguration } from "commander";
import { addCheck } from "./commands/check.ts";
import { addCompletion } from "./commands/completion.ts";
import type { AddCommand } from "./commands/context.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addExtend } from "./commands/extend.ts";
import { addFlags } from "./commands/flags.ts";
import { addInspect } from "./commands/inspect.ts";
import { addLsp } from "./commands/lsp.ts";
import { addRecommend } from "./commands/recommend.ts";
import type { Io, Output } from "./io.ts";
import { complain } from "./terminal/complain.ts";
import { wantsColour } from "./terminal/styles.ts";

const VERBS: readonly AddCommand[] = [
  addCheck,
  addRecommend,
  addExtend,
  addInspect,
  addFlags,
  addEvaluate,
  addLsp,
  addCompletion,
];

/** @param exitWith is told the exit code when a verb decides on one */
export function createProgram(io: Io, exitWith: (code: number) => void): Command {
  const program = new Command("rope-lens");
  program
    .description(
      "Checks the RoPE and context window settings of model configs, and finds the scaling that disturbs least.",
    )
    .version(io.version, "-V, --version")
    .exitOverride()
    .configureOutput(outputOf(io))
    .configureHelp({ styleTitle: (title) => (wantsColour(io, io.stdout) ? `\u001B[1m${title}\u001B[22m` : title) })
    .addHelpText("after", EXAMPLES);
  for (const add of VERBS) add(program, { io, exitWith });
  return program;
}

const EXAMPLES = `
Examples:
  rope-lens check models/                     what is wrong in these configs?
  rope-lens recommend config.json -t 16384    which scaling disturbs least at 16384 tokens?
  rope-lens extend config.json -t 16384 -s resonant --write
                                              put it into the file

rope-lens help VERB has more, with examples. NO_COLOR switches colours off.`;

function outputOf(io: Io): OutputConfiguration {
  const width = ({ isTTY, columns }: Output) => (isTTY ? Math.min(100, columns) : 80);
  return {
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
    outputError: (text) => complain(io, text.replace(/^error:\s*/, "")),
    getOutHelpWidth: () => width(io.stdout),
    getErrHelpWidth: () => width(io.stderr),
    getOutHasColors: () => wantsColour(io, io.stdout),
    getErrHasColors: () => wantsColour(io, io.stderr),
  };
}
