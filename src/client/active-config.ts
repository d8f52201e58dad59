import { commands, type Disposable, EventEmitter, type TextDocument, type TextEditor, window, workspace } from "vscode";
import { isCandidate } from "./candidate.ts";

/** Condition of menus and keys: the active editor shows a file that looks like a model config. */
const CONTEXT_KEY = "ropeLens.candidateActive";

/** Follows which candidate file is open and which one is in the active editor. */
export class ActiveConfig implements Disposable {
  private readonly subscriptions: Disposable[] = [];
  private readonly seenEmitter = new EventEmitter<TextDocument>();
  private readonly activeEmitter = new EventEmitter<TextDocument | null>();

  /** A candidate was opened, or an open file became one by an edit. */
  readonly onSeen = this.seenEmitter.event;
  /** Another text editor became active: its document, or null when it is no candidate. */
  readonly onActive = this.activeEmitter.event;
  /** The candidate that was active last; kept while the focus is in a panel. */
  document: TextDocument | null = null;

  constructor() {
    this.subscriptions.push(
      this.seenEmitter,
      this.activeEmitter,
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      workspace.onDidOpenTextDocument((document) => this.see(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.see(document)),
    );
  }

  /** Looks at what is open already. */
  begin(): void {
    for (const document of workspace.textDocuments) this.see(document);
    this.follow(window.activeTextEditor);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private see(document: TextDocument): void {
    if (!isCandidate(document)) return;
    this.seenEmitter.fire(document);
    const active = window.activeTextEditor;
    if (active?.document === document && this.document !== document) this.follow(active);
  }

  private follow(editor: TextEditor | undefined): void {
    // No text editor: the focus went to a panel or the last tab was closed; what was active stays so for the commands.
    if (editor === undefined) return;
    const candidate = isCandidate(editor.document) ? editor.document : null;
    commands.executeCommand("setContext", CONTEXT_KEY, candidate !== null);
    if (candidate !== null) this.document = candidate;
    this.activeEmitter.fire(candidate);
  }
}
