import type { AddCommand } from "./context.ts";

export const addLsp: AddCommand = (program, { io }) => {
  program
    .command("lsp")
    .summary("run as a language server, for editors")
    .description("Runs the language server, which editors talk to: diagnostics, quick fixes, hover, completion.")
    .requiredOption("--stdio", "talk over standard input and output")
    .addHelpText(
      "after",
      `
Examples:
  Neovim:  vim.lsp.config("rope_lens", { cmd = { "rope-lens", "lsp", "--stdio" }, filetypes = { "json" } })
  Helix:   [language-server.rope-lens]
           command = "rope-lens"
           args = ["lsp", "--stdio"]`,
    )
    .action(() => io.startServer());
};
