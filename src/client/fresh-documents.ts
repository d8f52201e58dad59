import { type Disposable, type TextDocument, workspace } from "vscode";
import { isCandidate } from "./candidate.ts";

/** VS Code tells of a change before it tells that the document has unsaved edits since. */
const SETTLED_MS = 100;

/**
 * Tells of documents that changed and have no unsaved edits: their file was replaced on disk, by another program or a checkout, or
 * what was typed was undone.
 */
export class FreshDocuments implements Disposable {
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly subscription: Disposable;
  private readonly tell: (document: TextDocument) => void;

  constructor(tell: (document: TextDocument) => void) {
    this.tell = tell;
    this.subscription = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && !document.isDirty) this.wait(document);
    });
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.subscription.dispose();
  }

  private wait(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    const settled = () => {
      this.waiting.delete(key);
      if (!document.isDirty && !document.isClosed && isCandidate(document)) this.tell(document);
    };
    this.waiting.set(key, setTimeout(settled, SETTLED_MS));
  }
}
