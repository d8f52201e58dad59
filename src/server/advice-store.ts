import { adviseInSlices, type RopeAdvice } from "../advice/index.ts";
import type { ModelConfig } from "../config/model.ts";
import type { Settings } from "../protocol/index.ts";
import type { DocumentStore, OpenConfig } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import { folderOf } from "./workspace-paths.ts";

/** The ranking of a document's RoPEs, and what it was computed from. */
export interface KnownAdvice {
  readonly open: OpenConfig;
  readonly settings: Settings;
  readonly ropes: readonly RopeAdvice[];
}

/** What the store needs of the connection. */
export interface AdviceHost {
  /** Is told of failures, which no request waits for. */
  failed(uri: string, error: unknown): void;
  /** Shows that a comparison takes a while, until the returned function is called. */
  busy(): () => void;
  /** Is done when the findings of a document are known, which must not wait for the comparison. */
  findings(uri: string): Promise<unknown>;
}

/** After opening, what the editor asks for goes first. */
const OPENING_MS = 30;

/** While someone types, a comparison that began before stands still this long: findings and completions come first. */
const TYPING_MS = 150;

/** A comparison that takes longer shows that it does. */
const PATIENCE_MS = 200;

/**
 * The advice on each open document: computed when it is opened and saved, when its file is read anew, when settings or a file
 * beside it change, and after an insertion; not while it is typed in. A newer computation for a document cancels the older.
 */
export class AdviceStore {
  private readonly known = new Map<string, KnownAdvice>();
  private readonly running = new Map<string, AbortController>();
  private readonly expected = new Set<string>();
  private readonly listeners: ((uri: string) => void)[] = [];
  private readonly documents: DocumentStore;
  private readonly settings: SettingsStore;
  private readonly host: AdviceHost;
  /** Documents whose comparison has yet to begin; see `queue`. */
  private readonly waiting: string[] = [];
  private working = false;
  /** Documents whose first text is still to be told of. */
  private readonly opening = new Set<string>();
  private typed = Number.NEGATIVE_INFINITY;

  constructor(documents: DocumentStore, settings: SettingsStore, host: AdviceHost) {
    this.documents = documents;
    this.settings = settings;
    this.host = host;
    const { open } = documents;
    open.onDidOpen(({ document }) => {
      this.opening.add(document.uri);
      setTimeout(() => this.queue(document.uri), OPENING_MS);
    });
    open.onDidSave(({ document }) => this.renew(document.uri));
    open.onDidChangeContent(({ document }) => {
      // The text that a document is opened with was not typed.
      if (this.opening.delete(document.uri)) return;
      this.typed = performance.now();
      if (this.expected.delete(document.uri)) this.renew(document.uri);
    });
    open.onDidClose(({ document }) => {
      this.running.get(document.uri)?.abort();
      this.running.delete(document.uri);
      this.unqueue(document.uri);
      this.known.delete(document.uri);
      this.expected.delete(document.uri);
    });
    settings.onChange((uri) => {
      for (const each of uri === null ? open.keys() : [uri]) this.queue(each);
    });
  }

  /** @param listener is given the document whose advice is new. */
  onChange(listener: (uri: string) => void): void {
    this.listeners.push(listener);
  }

  /** What was advised last, for this or an older version; null when nothing was. */
  latest(uri: string): KnownAdvice | null {
    return this.known.get(uri) ?? null;
  }

  /** The advice, when it still holds for the text as it is now: what was typed since did not touch a RoPE. */
  current(uri: string): KnownAdvice | null {
    const known = this.known.get(uri);
    const open = this.documents.read(uri);
    if (known === undefined || open === null) return null;
    return known.open === open || sameRopes(known.open.snapshot.model, open.snapshot.model) ? known : null;
  }

  /** The next edit of the document is an insertion by this server: its outcome is advised on at once. */
  expectInsertion(uri: string): void {
    this.expected.add(uri);
  }

  /** The document says what its file says: it was read anew from disk. The change may still be under way. */
  fresh(uri: string, version: number): void {
    const { open } = this.documents;
    if (open.get(uri)?.version === version) this.renew(uri);
    else if (open.get(uri) !== undefined) this.expected.add(uri);
  }

  /** Files beside the documents of these folders changed: with a checkout, say. */
  besideChanged(folders: ReadonlySet<string | null>): void {
    for (const uri of this.documents.open.keys()) if (folders.has(folderOf(uri))) this.queue(uri);
  }

  /** For what comes in hundreds: one comparison after the other, the last that came first, since it is what the user looks at. */
  private queue(uri: string): void {
    this.running.get(uri)?.abort();
    this.unqueue(uri);
    if (this.documents.open.get(uri) === undefined) return;
    this.waiting.push(uri);
    if (this.waiting.length === 1 && !this.working) this.work();
  }

  private unqueue(uri: string): void {
    const place = this.waiting.indexOf(uri);
    if (place >= 0) this.waiting.splice(place, 1);
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let uri = this.waiting.pop(); uri !== undefined; uri = this.waiting.pop()) {
      await this.host.findings(uri).catch(() => {});
      // The answer that waited for them leaves first.
      await this.rest();
      if (this.documents.open.get(uri) !== undefined) await this.run(uri);
    }
    this.working = false;
  }

  /** For what the user asks for: at once, and without waiting for what was typed before. */
  private renew(uri: string): void {
    this.typed = Number.NEGATIVE_INFINITY;
    this.unqueue(uri);
    this.run(uri);
  }

  private async run(uri: string): Promise<void> {
    this.running.get(uri)?.abort();
    const controller = new AbortController();
    this.running.set(uri, controller);
    let done = () => {};
    const patience = setTimeout(() => {
      done = this.host.busy();
    }, PATIENCE_MS);
    try {
      await this.compute(uri, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.host.failed(uri, error);
    } finally {
      clearTimeout(patience);
      done();
      if (this.running.get(uri) === controller) this.running.delete(uri);
    }
  }

  /** Makes the advice known twice: when the ranking stands, and when it is known how sure it is. */
  private async compute(uri: string, signal: AbortSignal): Promise<void> {
    const settings = await this.settings.of(uri);
    signal.throwIfAborted();
    const open = this.documents.read(uri);
    if (open === null || open.snapshot.model === null || settings.onSave === "off") {
      this.known.delete(uri);
      return this.changed(uri);
    }
    const know = (ropes: readonly RopeAdvice[]) => {
      this.known.set(uri, { open, settings, ropes });
      this.changed(uri);
    };
    know(await adviseInSlices(open.snapshot, settings, { signal, onRanked: know, between: () => this.rest() }));
  }

  private changed(uri: string): void {
    for (const listener of this.listeners) listener(uri);
  }

  /** Lets others in, for as long as someone types. */
  private async rest(): Promise<void> {
    let wait = 0;
    do {
      await new Promise<void>((resume) => setTimeout(resume, wait));
      wait = this.typed + TYPING_MS - performance.now();
    } while (wait > 0);
  }
}

function sameRopes(a: ModelConfig | null, b: ModelConfig | null): boolean {
  return a !== null && b !== null && JSON.stringify(a.ropes) === JSON.stringify(b.ropes);
}
