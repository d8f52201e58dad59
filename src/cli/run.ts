/** One run of the command, from arguments to exit code. */
import { CommanderError } from "commander";
import { CannotDo, CannotRun, EXIT } from "./exit.ts";
import type { Io } from "./io.ts";
import { createProgram } from "./program.ts";
import { complain } from "./terminal/complain.ts";

/**
 * Never rejects: what went wrong is one line on standard error.
 * @param argv the arguments alone, without the names of Node and the script
 * @returns the exit code: 0, 1 or 2
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    if (argv.length === 0) {
      const verbs = program.commands.map((command) => command.name()).join(", ");
      throw new CannotRun(`say what to do: ${verbs}. rope-lens --help explains`);
    }
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.cannotRun;
    if (error instanceof CannotRun || error instanceof CannotDo) {
      complain(io, error.message);
      return error.exitCode;
    }
    complain(io, `unexpected: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.cannotRun;
  }
}
