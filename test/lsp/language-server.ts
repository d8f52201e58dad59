import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  LogMessageNotification,
  type LSPAny,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type RegistrationParams,
  ShowMessageRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import {
  ADVICE_NOTIFICATION,
  type AdviceParams,
  SIBLINGS_REQUEST,
  type SiblingsAnswer,
  type SiblingsParams,
} from "../../src/protocol/index.ts";

const SERVER = resolve(import.meta.dirname, "../../dist/server.js");

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: LSPAny;
  /** Answers workspace/configuration. */
  readonly settings?: LSPAny;
  /** Addresses of folders. */
  readonly workspaceFolders?: readonly string[];
  /** Texts by address: answers requests for files beside or above a config, as the extension does. */
  readonly files?: Readonly<Record<string, string>>;
  /** What its process has beside the environment of this one. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What VS Code says of itself, as far as the server asks. */
export const VSCODE_CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    codeLens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
    applyEdit: true,
  },
  textDocument: {
    diagnostic: {},
    codeAction: {
      resolveSupport: { properties: ["edit"] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
    },
    completion: { completionItem: { snippetSupport: true } },
  },
};

/** The built server as an editor sees it: a process that speaks over stdio. */
export class LanguageServer {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server wrote to standard error, where a crash would show. */
  readonly complaints: () => string;
  private readonly process: ChildProcess;
  private readonly log: string[] = [];
  private readonly pushed: PublishDiagnosticsParams[] = [];
  private readonly advised: AdviceParams[] = [];
  private readonly messages: string[] = [];
  private readonly registered: readonly Registration[];
  private waiting: (() => void)[] = [];

  static async start(options: StartOptions = {}): Promise<LanguageServer> {
    const child = spawn(process.execPath, [SERVER, "--stdio"], {
      stdio: "pipe",
      env: { ...process.env, ...options.env },
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    let complaints = "";
    child.stderr.on("data", (chunk) => {
      complaints += chunk;
    });
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => options.settings ?? null),
    );
    const registered: Registration[] = [];
    connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      registered.push(...registrations);
    });
    connection.onRequest(SIBLINGS_REQUEST, ({ uri, names }: SiblingsParams): SiblingsAnswer => {
      const texts = names.map((name) => [name, options.files?.[new URL(name, uri).toString()]] as const);
      return Object.fromEntries(texts.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
    });
    connection.onRequest("workspace/codeLens/refresh", () => null);
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? VSCODE_CAPABILITIES,
      initializationOptions: options.initializationOptions ?? null,
      workspaceFolders: options.workspaceFolders?.map((uri) => ({ uri, name: uri })) ?? null,
    });
    await connection.sendNotification("initialized", {});
    return new LanguageServer(child, connection, initialized, () => complaints, registered);
  }

  private constructor(
    child: ChildProcess,
    connection: ProtocolConnection,
    initialized: InitializeResult,
    complaints: () => string,
    registered: readonly Registration[],
  ) {
    this.process = child;
    this.connection = connection;
    this.initialized = initialized;
    this.complaints = complaints;
    this.registered = registered;
    connection.onNotification(LogMessageNotification.type, ({ message }) => this.log.push(message));
    connection.onRequest(ShowMessageRequest.type, ({ message }) => {
      this.messages.push(message);
      this.wake();
      return null;
    });
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.pushed.push(params);
      this.wake();
    });
    connection.onNotification(ADVICE_NOTIFICATION, (params: AdviceParams) => {
      this.advised.push(params);
      this.wake();
    });
  }

  /** What the server wrote into the output channel. */
  logged(): readonly string[] {
    return this.log;
  }

  /** What the server showed to the user so far. */
  shown(): readonly string[] {
    return this.messages;
  }

  /** The first message shown that has this part. */
  message(part: string): Promise<string> {
    return this.first(this.messages, (message) => message.includes(part));
  }

  /** What the server asked the editor to tell it of. */
  registrations(): readonly Registration[] {
    return this.registered;
  }

  /** The editor tells of a file that was changed. */
  async changedFile(uri: string): Promise<void> {
    await this.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  }

  async hover(uri: string, position: Position): Promise<string> {
    const hover = await this.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
    return typeof hover?.contents === "object" && "value" in hover.contents ? hover.contents.value : "";
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: "json", version, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  /** Replaces a range, or the whole text. */
  async change(uri: string, version: number, text: string, range?: Range): Promise<void> {
    const contentChanges = [range === undefined ? { text } : { range, text }];
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri } });
    return report.kind === "full" ? report.items : [];
  }

  /** The first pushed report of this version. */
  async pushedDiagnostics(uri: string, version: number | undefined): Promise<Diagnostic[]> {
    const report = await this.first(this.pushed, (params) => params.uri === uri && params.version === version);
    return report.diagnostics;
  }

  /** The first advice of this version. */
  advice(uri: string, version: number): Promise<AdviceParams> {
    return this.first(this.advised, (params) => params.uri === uri && params.documentVersion === version);
  }

  /** What was advised last on the document. */
  latestAdvice(uri: string): AdviceParams | undefined {
    return this.advised.findLast((params) => params.uri === uri);
  }

  /** The documents that advice came for, in its order. */
  advisedOn(): readonly string[] {
    return this.advised.map(({ uri }) => uri);
  }

  codeLenses(uri: string): Promise<CodeLens[]> {
    return this.request("textDocument/codeLens", { textDocument: { uri } });
  }

  async codeActions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only === undefined ? {} : { only }) };
    const actions = await this.request<CodeAction[] | null>("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context,
    });
    return actions ?? [];
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** Ends the server as an editor does. @returns its exit code. */
  async stop(): Promise<number | null> {
    const exited = once(this.process, "exit");
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const [code]: (number | null)[] = await exited;
    this.connection.dispose();
    return code ?? null;
  }

  private async first<T>(list: readonly T[], matches: (item: T) => boolean): Promise<T> {
    for (;;) {
      const found = list.find(matches);
      if (found !== undefined) return found;
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
