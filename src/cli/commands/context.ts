import type { Command } from "commander";
import type { Io } from "../io.ts";

/** What a verb needs beside its arguments. */
export interface CommandContext {
  readonly io: Io;
  /** Decides the exit code; 0 where it is not called. */
  exitWith(code: number): void;
}

/** Adds one verb to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;
