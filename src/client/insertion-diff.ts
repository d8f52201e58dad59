import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  TabInputTextDiff,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import { INSERTION_REQUEST, type InsertionAnswer, type InsertionParams } from "../protocol/index.ts";
import type { Session } from "./session.ts";

const SCHEME = "rope-lens-insertion";
/** Moving through a list quickly does not compute every entry. */
const REST_MS = 120;

/** The change that an insertion would make, as VS Code's own comparison, without touching the file. */
export class InsertionDiff implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly provider: Disposable;
  private readonly session: Session;
  private rest: ReturnType<typeof setTimeout> | undefined;
  /** Ends once what was asked for last is shown. */
  private opening: Promise<void> = Promise.resolve();
  /** Counts what was asked for and closed: an answer to an older wish is not shown. */
  private wish = 0;

  constructor(session: Session) {
    this.session = session;
    this.provider = workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? "",
    });
  }

  /** Shows it once the user rests on this choice; a newer one takes its place. */
  show(params: Omit<InsertionParams, "preview">): void {
    clearTimeout(this.rest);
    const wish = ++this.wish;
    this.rest = setTimeout(() => {
      this.opening = this.open(params, () => wish === this.wish);
    }, REST_MS);
  }

  /** Closes the comparison, also one that is just being opened. */
  async close(): Promise<void> {
    clearTimeout(this.rest);
    this.wish++;
    // Why it was not opened does not matter here.
    await this.opening.catch(() => undefined);
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === SCHEME);
    if (own.length > 0) await window.tabGroups.close(own);
    this.texts.clear();
  }

  dispose(): void {
    clearTimeout(this.rest);
    this.provider.dispose();
    this.changed.dispose();
  }

  private async open(params: Omit<InsertionParams, "preview">, wanted: () => boolean): Promise<void> {
    const client = await this.session.client();
    const answer = await client?.sendRequest<InsertionAnswer>(INSERTION_REQUEST, { ...params, preview: true });
    if (answer === undefined || !answer.ok) return;
    const file = Uri.parse(params.uri);
    const document = await workspace.openTextDocument(file);
    if (document.version !== answer.documentVersion || !wanted()) return;
    const after = Uri.from({ scheme: SCHEME, path: file.path });
    this.texts.set(after.path, textAfter(document, answer.edits));
    this.changed.fire(after);
    const title = l10n.t("{0} with {1}", workspace.asRelativePath(file), params.strategy);
    await commands.executeCommand("vscode.diff", file, after, title, { preview: true, preserveFocus: true });
  }
}

function textAfter(document: TextDocument, edits: Extract<InsertionAnswer, { ok: true }>["edits"]): string {
  const offset = ({ line, character }: { readonly line: number; readonly character: number }) =>
    document.offsetAt(document.lineAt(line).range.start) + character;
  const last = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce(
    (text, { range, newText }) => text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end)),
    document.getText(),
  );
}
