import { TextDocument } from "vscode-languageserver-textdocument";
import { type ConfigSnapshot, readConfig } from "../config/index.ts";
import { type Connection, TextDocuments } from "./lsp.ts";

/** One version of an open document, and the one parse of it that every feature shares. */
export interface OpenConfig {
  /** This version alone: what is typed later does not reach it, so that its edits never lie in another text. */
  readonly document: TextDocument;
  readonly snapshot: ConfigSnapshot;
}

/** The pretrained length that the user states for a document, tokens; null: none, or not known yet. */
export type StatedLength = (uri: string) => number | null;

/** The open documents, each parsed once per version and stated length, when a feature first asks. */
export class DocumentStore {
  readonly open = new TextDocuments(TextDocument);
  private readonly parsed = new Map<
    string,
    { readonly version: number; readonly length: number | null; readonly config: OpenConfig }
  >();
  private readonly statedLength: StatedLength;

  constructor(connection: Connection, statedLength: StatedLength) {
    this.statedLength = statedLength;
    this.open.onDidClose(({ document }) => this.parsed.delete(document.uri));
    this.open.listen(connection);
  }

  /** null for a document that is not open. What is read of its lengths follows the settings once they have been asked for. */
  read(uri: string): OpenConfig | null {
    const live = this.open.get(uri);
    if (live === undefined) return null;
    const known = this.parsed.get(uri);
    const length = this.statedLength(uri);
    if (known?.version === live.version && known.length === length) return known.config;
    const { languageId, version } = live;
    const text = live.getText();
    // The live document is changed in place by every edit.
    const document = TextDocument.create(uri, languageId, version, text);
    const config = { document, snapshot: readConfig(text, { pretrainedLength: length ?? undefined }) };
    this.parsed.set(uri, { version, length, config });
    return config;
  }
}
