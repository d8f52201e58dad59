/** Scripts that make a shell complete the command. */
import type { Command } from "commander";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { completedVerbs } from "./model.ts";
import { zshScript } from "./zsh.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export type Shell = keyof typeof SCRIPTS;

export function completionScript(program: Command, shell: Shell): string {
  return SCRIPTS[shell](completedVerbs(program));
}
