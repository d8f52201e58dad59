import { commands, env, l10n, Position, Range, Selection, Uri, ViewColumn, window, workspace } from "vscode";
import type { PageMessage } from "../../protocol/index.ts";

/** "group/kebab-name": nothing else of what a page says becomes part of a path. */
const RULE_CODE = /^[a-z]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;
const PAPER = "https://arxiv.org/abs/2410.01490";

/** Copies text; the page and the status bar say so. */
export async function copy({ text, what }: Extract<PageMessage, { type: "copy" }>): Promise<string> {
  await env.clipboard.writeText(text);
  const said = l10n.t("Copied {0}.", what);
  window.setStatusBarMessage(`RoPE Lens: ${said}`, 3000);
  return said;
}

/** Asks where an export goes and writes it. @returns what was done, or null when the user thought better of it. */
export async function save(
  { name, base64 }: Extract<PageMessage, { type: "save" }>,
  beside: Uri | null,
): Promise<string | null> {
  const folder = beside === null ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(beside, "..");
  const target = await window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    title: l10n.t("Export"),
  });
  if (target === undefined) return null;
  await workspace.fs.writeFile(target, bytesOf(base64));
  return l10n.t("Saved {0}.", workspace.asRelativePath(target));
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Opens what the page links to: a line of its file, another config, the example, the paper, a rule's page.
 * @param panelColumn where the page itself is; what is opened does not cover it
 */
export async function open(
  { target, line, uri }: Extract<PageMessage, { type: "open" }>,
  extensionUri: Uri,
  file: Uri | null,
  panelColumn: ViewColumn | undefined,
): Promise<void> {
  const viewColumn = panelColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
  if (target === "line" && file !== null) {
    const start = new Position(Math.max(0, line - 1), 0);
    const editor = await window.showTextDocument(file, { viewColumn: columnOf(file) ?? viewColumn });
    editor.selection = new Selection(start, start);
    editor.revealRange(new Range(start, start));
  } else if (target === "file") {
    await window.showTextDocument(Uri.parse(uri), { viewColumn });
  } else if (target === "pick") {
    await commands.executeCommand("workbench.action.quickOpen", "config.json");
  } else if (target === "sample") {
    const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, "examples/llama-2-7b-16k/config.json"));
    const sample = { language: "json", content: new TextDecoder().decode(bytes) };
    await window.showTextDocument(await workspace.openTextDocument(sample), { viewColumn });
  } else if (target === "paper") {
    await env.openExternal(Uri.parse(PAPER));
  } else if (target === "rule" && RULE_CODE.test(uri)) {
    await openMarkdown(Uri.joinPath(extensionUri, `docs/rules/${uri}.md`), panelColumn);
  } else if (target === "evidence") {
    await openMarkdown(Uri.joinPath(extensionUri, "docs/evidence.md"), panelColumn);
  }
}

/** VS Code shows Markdown in the column that has the focus: the page's own, since a link in it was clicked. */
async function openMarkdown(document: Uri, panelColumn: ViewColumn | undefined): Promise<void> {
  if (panelColumn === ViewColumn.One) {
    await commands.executeCommand("markdown.showPreviewToSide", document);
    return;
  }
  await commands.executeCommand("workbench.action.focusFirstEditorGroup");
  await commands.executeCommand("markdown.showPreview", document);
}

function columnOf(file: Uri): ViewColumn | undefined {
  return window.visibleTextEditors.find(({ document }) => document.uri.toString() === file.toString())?.viewColumn;
}
