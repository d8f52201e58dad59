import * as l10n from "@vscode/l10n";
import { FRESH_NOTIFICATION, type FreshParams } from "../protocol/index.ts";
import { AdviceStore } from "./advice-store.ts";
import { type ClientSupport, clientSupportOf } from "./client-support.ts";
import type { ServerContext } from "./context.ts";
import { displayName } from "./display-name.ts";
import { DocumentStore } from "./document-store.ts";
import { FEATURES } from "./features/index.ts";
import { FindingsStore } from "./findings-store.ts";
import { localise } from "./localise.ts";
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
  type TextDocumentSyncOptions,
} from "./lsp.ts";
import { ProjectStore } from "./project-store.ts";
import { SettingsStore } from "./settings-store.ts";
import { showBusy } from "./show-busy.ts";
import { type ReadSiblings, SiblingStore, siblingsByClient } from "./siblings.ts";
import { onWatchedFiles, watchFiles } from "./watched-files.ts";
import { folderOf } from "./workspace-paths.ts";

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
  const projects = new ProjectStore();
  const settings = new SettingsStore(connection, projects, () => folders);
  const documents = new DocumentStore(connection, (uri) => settings.known(uri)?.pretrainedLength ?? null);
  const siblings = new SiblingStore();
  const findings = new FindingsStore(documents, settings, siblings);
  const advice = new AdviceStore(documents, settings, {
    failed: (uri, error) => connection.console.error(`Comparing the strategies of ${uri} failed: ${describe(error)}`),
    findings: (uri) => findings.of(uri),
    busy: () => (client?.workDoneProgress === true ? showBusy(connection) : () => {}),
  });
  const context: ServerContext = {
    connection,
    documents,
    settings,
    projects,
    siblings,
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
  const workspaceFolders = { supported: true, changeNotifications: true };
  const capabilities: ServerCapabilities = { textDocumentSync, workspace: { workspaceFolders } };
  for (const feature of FEATURES) Object.assign(capabilities, feature(context));

  connection.onInitialize((params): InitializeResult => {
    localise(params.initializationOptions);
    initialization = params;
    client = clientSupportOf(params);
    folders = foldersOf(params);
    findings.begin({ syntax: !client.jsonSyntaxByClient });
    const read = client.clientCommands ? siblingsByClient(connection) : host.readSiblings;
    siblings.begin(read);
    projects.begin({ read, workspaceFolders: () => folders, broken: (uri, fault) => tellBroken(context, uri, fault) });
    return { capabilities, serverInfo: { name: "RoPE Lens" } };
  });
  connection.onInitialized(async () => {
    const support = context.client();
    await settings.begin(support, initialization?.initializationOptions);
    if (support.dynamicWatching) await watchFiles(connection);
    if (!support.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      renewProjects();
    });
  });
  const renewProjects = () => {
    projects.forgetAll();
    settings.refresh();
  };
  onWatchedFiles(connection, documents, {
    project: renewProjects,
    sibling: (uris) => {
      siblings.forgetAll();
      findings.changed(null);
      advice.besideChanged(new Set(uris.map(folderOf)));
    },
  });
  connection.onNotification(FRESH_NOTIFICATION, ({ uri, documentVersion }: FreshParams) => {
    advice.fresh(uri, documentVersion);
  });
  documents.open.onDidClose(({ document }) => {
    settings.forget(document.uri);
    siblings.forget(document.uri);
  });
  connection.listen();
}

/** Editors of before there were many folders name one root. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders.map(({ uri }) => uri);
  return rootUri === null ? [] : [rootUri];
}

function tellBroken({ connection, displayName }: ServerContext, uri: string, fault: string): void {
  const message = l10n.t("{0} is left aside: {1}", displayName(uri), fault);
  connection.window.showWarningMessage(`RoPE Lens: ${message}`);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
