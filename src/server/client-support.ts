import type { InitializeParams } from "vscode-languageserver";

/** What the connected editor can do, and what it asked for in the initialization options. */
export interface ClientSupport {
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshCodeLenses: boolean;
  readonly refreshInlayHints: boolean;
  readonly resolveCodeActionEdit: boolean;
  readonly workDoneProgress: boolean;
  readonly snippets: boolean;
  /** The editor's own JSON support reports syntax errors. */
  readonly jsonSyntaxByClient: boolean;
  /** The editor has the commands of the VS Code extension; otherwise the server runs its own. */
  readonly clientCommands: boolean;
}

export function clientSupportOf({ capabilities, initializationOptions }: InitializeParams): ClientSupport {
  const { workspace, textDocument, window } = capabilities;
  const asked: unknown = initializationOptions;
  const codeActionProperties = textDocument?.codeAction?.resolveSupport?.properties ?? [];
  return {
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    resolveCodeActionEdit: codeActionProperties.includes("edit"),
    workDoneProgress: window?.workDoneProgress === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    jsonSyntaxByClient: isAsked(asked, "jsonSyntaxByClient"),
    clientCommands: isAsked(asked, "clientCommands"),
  };
}

function isAsked(options: unknown, key: string): boolean {
  return typeof options === "object" && options !== null && key in options && Reflect.get(options, key) === true;
}
