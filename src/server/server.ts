import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
  type TextDocumentSyncOptions,
} from "vscode-languageserver";
import { AdviceStore } from "./advice-store.ts";
import { type ClientSupport, clientSupportOf } from "./client-support.ts";
import type { ServerContext } from "./context.ts";
import { displayName } from "./display-name.ts";
import { DocumentStore } from "./document-store.ts";
import { FEATURES } from "./features/index.ts";
import { FindingsStore } from "./findings-store.ts";
import { localise } from "./localise.ts";
import { SettingsStore } from "./settings-store.ts";
import { showBusy } from "./show-busy.ts";
import { type ReadSiblings, SiblingStore, siblingsByClient } from "./siblings.ts";

/** What differs between the hosts that the server runs in. */
export interface ServerHost {
  /** Reads the files beside a config where the editor cannot be asked. */
  readonly readSiblings: ReadSiblings;
  /** Address of a page of the documentation, given its path in the project; null where it is not at hand. */
  readonly documentation: (path: string) => string | null;
}

/** Registers every feature on the connection and starts listening. */
export function startServer(connection: Connection, host: ServerHost): void {
  let client: ClientSupport | null = null;
  let initialization: InitializeParams | null = null;
  let folders: readonly string[] = [];
  const documents = new DocumentStore(connection);
  const settings = new SettingsStore(connection);
  const siblings = new SiblingStore();
  const findings = new FindingsStore(documents, settings, siblings);
  const advice = new AdviceStore(documents, settings, {
    failed: (uri, error) => connection.console.error(`Comparing the strategies of ${uri} failed: ${describe(error)}`),
    busy: () => (client?.workDoneProgress === true ? showBusy(connection) : () => {}),
  });
  const context: ServerContext = {
    connection,
    documents,
    settings,
    findings,
    advice,
    client: () => {
      if (client === null) throw new Error("The editor has not said yet what it can do.");
      return client;
    },
    documentation: (path) => {
      const root = client?.documentationRoot ?? null;
      return root === null ? host.documentation(path) : `${root}/${path}`;
    },
    displayName: (uri) => displayName(uri, folders),
  };
  const textDocumentSync: TextDocumentSyncOptions = {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: true,
  };
  const capabilities: ServerCapabilities = { textDocumentSync };
  for (const feature of FEATURES) Object.assign(capabilities, feature(context));

  connection.onInitialize((params): InitializeResult => {
    localise(params.initializationOptions);
    initialization = params;
    client = clientSupportOf(params);
    folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    findings.begin({ syntax: !client.jsonSyntaxByClient });
    siblings.begin(client.clientCommands ? siblingsByClient(connection) : host.readSiblings);
    return { capabilities, serverInfo: { name: "RoPE Lens" } };
  });
  connection.onInitialized(async () => {
    await settings.begin(context.client(), initialization?.initializationOptions);
  });
  connection.onDidChangeWatchedFiles(() => {
    siblings.forgetAll();
    findings.changed(null);
  });
  documents.open.onDidClose(({ document }) => {
    settings.forget(document.uri);
    siblings.forget(document.uri);
  });
  connection.listen();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
