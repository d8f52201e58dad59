import {
  commands,
  type Disposable,
  EventEmitter,
  extensions,
  type Memento,
  TabInputText,
  TabInputWebview,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { COMPARE_REQUEST, type CompareAnswer, type CompareParams } from "../../protocol/index.ts";
import type { Session } from "../session.ts";
import { HEAD, type Other, readOther } from "./other.ts";

const SCHEME = "rope-lens-comparison";
const KEY = "ropeLens.comparisons";
/** A pause in typing after which a page that is shown is made anew. */
const PAUSE_MS = 300;

/** Comparisons of two configs, each a read-only Markdown page that follows both files. Its address says which two. */
export class ComparisonPages implements Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly subscriptions: Disposable[];
  private readonly session: Session;
  private readonly memento: Memento;
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** @param memento remembers the pages over a reload of the window */
  constructor(session: Session, memento: Memento) {
    this.session = session;
    this.memento = memento;
    this.subscriptions = [
      this.changed,
      workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: (page) => this.text(page),
      }),
      workspace.onDidChangeTextDocument(({ document }) => this.renew(document.uri)),
      workspace.onDidSaveTextDocument(({ uri }) => this.renew(uri)),
      // VS Code closes the document of a preview after minutes, and a page without one would follow no longer.
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME && isShown(uri)) workspace.openTextDocument(uri);
      }),
    ];
    // A restored Markdown preview that asked before there was anyone to answer shows that its page cannot be found.
    for (const page of this.pages().filter(isShown)) workspace.openTextDocument(page);
  }

  /** Opens the page beside the file, rendered where VS Code's Markdown preview is there to do it. */
  async open(file: Uri, other: Other): Promise<void> {
    const page = pageOf(file, other);
    this.remember(page);
    // A page of the same two may still be open with what was true then.
    this.changed.fire(page);
    if (extensions.getExtension("vscode.markdown-language-features") === undefined) {
      await window.showTextDocument(page, { viewColumn: ViewColumn.Beside, preview: true });
    } else await commands.executeCommand("markdown.showPreviewToSide", page);
  }

  dispose(): void {
    clearTimeout(this.pause);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Those opened that may still be shown. */
  private pages(): Uri[] {
    return this.memento.get<string[]>(KEY, []).map((page) => Uri.parse(page));
  }

  private remember(page: Uri): void {
    const others = this.pages().filter((known) => isShown(known) && !isSame(known, page));
    this.memento.update(KEY, [...others, page].map(String));
  }

  /** Pages about a file that was edited or saved are made anew once the user rests. */
  private renew(file: Uri): void {
    const open = workspace.textDocuments.map(({ uri }) => uri).filter(({ scheme }) => scheme === SCHEME);
    const about = open.filter((page) => sidesOf(page).some((side) => isSame(side, file)));
    if (about.length === 0) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      for (const page of about) this.changed.fire(page);
    }, PAUSE_MS);
  }

  private async text(page: Uri): Promise<string> {
    const [file, ...others] = sidesOf(page);
    if (file === undefined) return "";
    const [before, after] = await Promise.all([readOther(file, others[0] ?? HEAD), readOther(file, file)]);
    if (!before.ok) return before.message;
    if (!after.ok) return after.message;
    const client = await this.session.client();
    if (client === null) return "";
    const uri = file.toString();
    const params: CompareParams = {
      before: { uri: others[0]?.toString() ?? uri, name: before.name, text: before.text },
      after: { uri, name: after.name, text: after.text },
    };
    const answer = await client.sendRequest<CompareAnswer>(COMPARE_REQUEST, params);
    return answer.ok ? answer.markdown : answer.message;
  }
}

/** Whether a tab has the page. That of a Markdown preview tells no address, but has the page's name in its title. */
function isShown(page: Uri): boolean {
  const name = page.path.slice(1);
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input, label }) =>
      input instanceof TabInputText
        ? isSame(input.uri, page)
        : input instanceof TabInputWebview && label.includes(name),
    ),
  );
}

function isSame(one: Uri, other: Uri): boolean {
  return one.toString() === other.toString();
}

/** The two files are in the query, so that the page of a reloaded window is still about them. */
function pageOf(file: Uri, other: Other): Uri {
  const name = (uri: Uri) => uri.path.split("/").slice(-2).join(" ").trim();
  const path = `/${name(file)} – ${other === HEAD ? HEAD : name(other)}.md`;
  return Uri.from({ scheme: SCHEME, path, query: JSON.stringify([file, other].map(String)) });
}

/** The file, and the other one where that is a file. */
function sidesOf(page: Uri): Uri[] {
  const sides: unknown = JSON.parse(page.query);
  const texts = Array.isArray(sides) ? sides.filter((side) => typeof side === "string") : [];
  return texts.filter((side) => side !== HEAD).map((side) => Uri.parse(side));
}
