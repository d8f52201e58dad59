import { Argument } from "commander";
import type { Shell } from "../completion/index.ts";
import type { AddCommand } from "./context.ts";

export const addCompletion: AddCommand = (program, { io }) => {
  program
    .command("completion")
    .summary("print a script that completes the command in a shell")
    .description("Prints a script that makes bash, zsh or fish complete the command, its options and their values.")
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      `
Examples:
  bash:  source <(rope-lens completion bash)
  zsh:   rope-lens completion zsh > "\${fpath[1]}/_rope-lens"
  fish:  rope-lens completion fish > ~/.config/fish/completions/rope-lens.fish`,
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import("../completion/index.ts");
      io.stdout.write(completionScript(program, shell));
    });
};
