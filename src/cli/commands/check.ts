import { Option } from "commander";
import { FORMAT_NAMES, isFormatName } from "../check/formats/names.ts";
import { CannotRun } from "../exit.ts";
import { pretrainedLengthOption, runtimeOption, wholeNumber } from "./arguments.ts";
import type { AddCommand } from "./context.ts";

interface Options {
  readonly pretrainedLength: number | null;
  readonly format: string;
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly runtime: readonly string[];
  readonly maxWarnings: number | null;
  readonly baseline: string | null;
  readonly writeBaseline: string | null;
}

export const addCheck: AddCommand = (program, { io, exitWith }) => {
  program
    .command("check")
    .summary("find mistakes in model configs")
    .description(
      "Finds mistakes in model configs: RoPE scaling, context window, shapes. Files that are no model configs are left alone.",
    )
    .argument("<files...>", "files, folders, globs, or - for standard input")
    .addOption(new Option("-f, --format <name>", "how to report").choices(FORMAT_NAMES).default("pretty"))
    .option("--fix", "apply the fixes that are the one right answer", false)
    .option("--dry-run", "with --fix: print the changes as a unified diff, write nothing", false)
    .option("-q, --quiet", "report errors only", false)
    .addOption(
      runtimeOption(
        "a framework that the model will be served with; it decides what is an error",
        "the newest transformers",
      ),
    )
    .addOption(pretrainedLengthOption())
    .addOption(
      new Option("--max-warnings <count>", "exit with 1 above this many warnings")
        .argParser(wholeNumber(0))
        .default(null, "no limit"),
    )
    .addOption(
      new Option("--baseline <file>", "leave out the findings that this file has noted").default(
        null,
        "that of rope-lens.config.json",
      ),
    )
    .addOption(
      new Option("--write-baseline <file>", "note all findings in this file, to adopt the check in an old repository")
        .default(null, "report them")
        .conflicts(["fix", "baseline"]),
    )
    .addHelpText(
      "after",
      `
A folder is searched for config.json and params.json. What .gitignore leaves out is left out, as are hidden folders
and node_modules; a file that is named is always checked. The nearest rope-lens.config.json, beside a file or above it,
says which rules and frameworks apply where the command does not.

Exit code: 0 no error; 1 an error, or too many warnings; 2 a file could not be read, or bad arguments.

Examples:
  rope-lens check config.json
  rope-lens check models/ --runtime vllm@0.30.0 --runtime transformers
  rope-lens check 'models/**/config.json' --format github --max-warnings 0
  rope-lens check models/ --fix --dry-run
  rope-lens check . --write-baseline rope-lens.baseline.json
  curl -s https://example.org/config.json | rope-lens check -`,
    )
    .action(async (files: string[], { format, runtime, ...options }: Options) => {
      if (!isFormatName(format)) throw new CannotRun(`there is no format ${format}`);
      if (options.dryRun && !options.fix) throw new CannotRun("--dry-run needs --fix");
      if (options.dryRun && format !== "pretty") throw new CannotRun("--dry-run prints a diff and takes no --format");
      if (options.fix && !options.dryRun && files.includes("-")) {
        throw new CannotRun("--fix cannot change standard input; add --dry-run to see what it would change");
      }
      const { check } = await import("../check/check.ts");
      exitWith(await check(files, { ...options, format, runtimes: runtime }, io));
    });
};
