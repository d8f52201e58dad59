import { readConfig } from "../config/index.ts";
import type { Settings, SiblingsAnswer } from "../protocol/index.ts";
import { type DiagnoseOptions, type Diagnostic, diagnose, fixAll } from "../rules/index.ts";
import type { DocumentStore, OpenConfig } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { SiblingStore } from "./siblings.ts";

interface Known {
  readonly settings: Settings;
  readonly siblings: SiblingsAnswer;
  readonly findings: readonly Diagnostic[];
}

/** The findings of a version of a document, computed once for diagnostics and quick fixes alike. */
export class FindingsStore {
  private readonly known = new WeakMap<OpenConfig, Known>();
  private readonly documents: DocumentStore;
  private readonly settings: SettingsStore;
  private readonly siblings: SiblingStore;
  private readonly listeners: ((uri: string | null) => void)[] = [];
  private syntax = true;

  constructor(documents: DocumentStore, settings: SettingsStore, siblings: SiblingStore) {
    this.documents = documents;
    this.settings = settings;
    this.siblings = siblings;
    settings.onChange((uri) => this.changed(uri));
  }

  /** @param syntax whether findings about JSON syntax are wanted: the editor may report them itself. */
  begin({ syntax }: { readonly syntax: boolean }): void {
    this.syntax = syntax;
  }

  /** @param listener is given the file whose findings may differ without an edit; null for any file. */
  onChange(listener: (uri: string | null) => void): void {
    this.listeners.push(listener);
  }

  /** Something else than the text changed: the settings, a file beside it. */
  changed(uri: string | null): void {
    for (const listener of this.listeners) listener(uri);
  }

  /** The findings with the version that they belong to; null for a document that is not open. */
  async of(uri: string): Promise<{ readonly open: OpenConfig; readonly findings: readonly Diagnostic[] } | null> {
    const before = this.documents.read(uri);
    if (before === null) return null;
    if (before.snapshot.model === null) return { open: before, findings: [] };
    const [settings, siblings] = await Promise.all([this.settings.of(uri), this.siblings.of(uri)]);
    // The document may have changed while the settings were asked for: what counts is its text now.
    const open = this.documents.read(uri);
    if (open === null) return null;
    const known = this.known.get(open);
    if (known?.settings === settings && known.siblings === siblings) return { open, findings: known.findings };
    const findings = diagnose(open.snapshot, this.optionsOf(settings, siblings));
    this.known.set(open, { settings, siblings, findings });
    return { open, findings };
  }

  /** The text with every fix that is the one right answer, and the version that it is made from; null where there are no findings. */
  async fixed(uri: string): Promise<{ readonly open: OpenConfig; readonly text: string } | null> {
    const [settings, siblings] = await Promise.all([this.settings.of(uri), this.siblings.of(uri)]);
    const open = this.documents.read(uri);
    if (open === null || open.snapshot.model === null) return null;
    const options = this.optionsOf(settings, siblings);
    const pretrainedLength = settings.pretrainedLength ?? undefined;
    const text = fixAll(open.snapshot, {
      read: (changed) => readConfig(changed, { pretrainedLength }),
      diagnose: (snapshot) => diagnose(snapshot, options),
    });
    return { open, text };
  }

  private optionsOf({ runtimes, rules }: Settings, siblings: SiblingsAnswer): DiagnoseOptions {
    return { runtimes, rules, siblings, syntax: this.syntax };
  }
}
