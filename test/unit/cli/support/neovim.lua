-- Opens a file with the language server, prints its findings, applies the preferred fix of the first, and saves.
-- Environment: ROPE_LENS_FILE; ROPE_LENS_CONFIGURATION, the part of docs/editors.md for this Neovim, empty where it is older than those there.
local configuration = vim.env.ROPE_LENS_CONFIGURATION or ""
if configuration ~= "" then
  vim.cmd("filetype on")
  load(configuration)()
end
vim.cmd("edit " .. vim.env.ROPE_LENS_FILE)
if configuration == "" then
  local client = vim.lsp.start_client({
    name = "rope_lens",
    cmd = { "rope-lens", "lsp", "--stdio" },
    root_dir = vim.fn.getcwd(),
    settings = { ropeLens = { runtimes = { "vllm" } } },
  })
  vim.lsp.buf_attach_client(0, client)
end
vim.wait(30000, function()
  return #vim.diagnostic.get(0) > 0
end)
local findings = vim.diagnostic.get(0)
for _, finding in ipairs(findings) do
  io.stdout:write(string.format("%d %s\n", finding.lnum + 1, finding.code))
end
local first = findings[1]
local params = {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = {
    start = { line = first.lnum, character = first.col },
    ["end"] = { line = first.end_lnum, character = first.end_col },
  },
  context = { diagnostics = {} },
}
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)
for _, answer in pairs(answers) do
  for _, action in ipairs(answer.result) do
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
end
vim.cmd("write")
vim.cmd("quitall!")
