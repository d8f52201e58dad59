/** The verbs and options as a shell completes them, taken from the program itself. */
import type { Command, Option } from "commander";
import { STRATEGY_IDS } from "../../rope/index.ts";
import { RUNTIMES } from "../../runtimes/index.ts";

export interface CompletedOption {
  /** "-t"; null where there is none. */
  readonly short: string | null;
  /** "--target-length". */
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** The words that can follow, or the name of a file; empty where it is a number or a name of the user's own. */
  readonly values: readonly string[] | "files";
}

export interface CompletedVerb {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** The words that can follow the verb; null: files. */
  readonly words: readonly string[] | null;
}

/** Options whose values are checked by a reader of their own, so that the program has no list of them. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "--runtime": RUNTIMES.map(({ name }) => name),
  "--strategies": STRATEGY_IDS,
};

export function completedVerbs(program: Command): CompletedVerb[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    options: [...command.options.map(completed), HELP],
    words: wordsOf(command),
  }));
}

const HELP: CompletedOption = {
  short: "-h",
  long: "--help",
  description: "explain the verb",
  takesValue: false,
  values: [],
};

function completed(option: Option): CompletedOption {
  const long = option.long ?? "";
  return {
    short: option.short ?? null,
    long,
    description: option.description,
    takesValue: option.required || option.optional,
    values: option.argChoices ?? VALUES[long] ?? (option.flags.endsWith("<file>") ? "files" : []),
  };
}

function wordsOf(command: Command): readonly string[] | null {
  const [argument] = command.registeredArguments;
  return argument === undefined ? [] : (argument.argChoices ?? null);
}
