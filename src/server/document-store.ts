import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type ConfigSnapshot, readConfig } from "../config/index.ts";

/** One version of an open document, and the one parse of it that every feature shares. */
export interface OpenConfig {
  readonly document: TextDocument;
  readonly snapshot: ConfigSnapshot;
}

/** The open documents, each parsed once per version, when a feature first asks. */
export class DocumentStore {
  readonly open = new TextDocuments(TextDocument);
  private readonly parsed = new Map<string, { readonly version: number; readonly config: OpenConfig }>();

  constructor(connection: Connection) {
    this.open.onDidClose(({ document }) => this.parsed.delete(document.uri));
    this.open.listen(connection);
  }

  /** null for a document that is not open. */
  read(uri: string): OpenConfig | null {
    const document = this.open.get(uri);
    if (document === undefined) return null;
    const known = this.parsed.get(uri);
    if (known?.version === document.version) return known.config;
    const config = { document, snapshot: readConfig(document.getText()) };
    this.parsed.set(uri, { version: document.version, config });
    return config;
  }
}
