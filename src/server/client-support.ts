import { isRecord } from "../config/is-record.ts";
import type { InitializeParams } from "./lsp.ts";

/** What the connected editor can do, and what it asked for in the initialization options. */
export interface ClientSupport {
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly dynamicWatching: boolean;
  readonly workspaceFolders: boolean;
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshCodeLenses: boolean;
  readonly refreshInlayHints: boolean;
  readonly workDoneProgress: boolean;
  readonly snippets: boolean;
  /** Symbols of a document can hold others. */
  readonly nestedSymbols: boolean;
  /** The editor's own JSON support reports syntax errors. */
  readonly jsonSyntaxByClient: boolean;
  /** The editor has the commands of the VS Code extension; otherwise the server runs its own. */
  readonly clientCommands: boolean;
  /** Address of the folder that holds docs/, as the editor can open it; null: where the server itself lies. */
  readonly documentationRoot: string | null;
}

export function clientSupportOf({ capabilities, initializationOptions }: InitializeParams): ClientSupport {
  const { workspace, textDocument, window } = capabilities;
  const asked: unknown = initializationOptions;
  return {
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    dynamicWatching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    workDoneProgress: window?.workDoneProgress === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    jsonSyntaxByClient: isAsked(asked, "jsonSyntaxByClient"),
    clientCommands: isAsked(asked, "clientCommands"),
    documentationRoot: textOption(asked, "documentationRoot"),
  };
}

function isAsked(options: unknown, key: string): boolean {
  return isRecord(options) && options[key] === true;
}

function textOption(options: unknown, key: string): string | null {
  const value = isRecord(options) ? options[key] : null;
  return typeof value === "string" ? value : null;
}
