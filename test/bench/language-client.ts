/** The editor's side of a language server over stdio, as far as the bench needs it. */
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import {
  createProtocolConnection,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node.js";
import { ADVICE_NOTIFICATION, type AdviceParams } from "../../src/protocol/index.ts";

export interface ServerProgram {
  readonly name: string;
  /** The server's script; it is told to speak over stdio. */
  readonly script: string;
  /** The Node that runs it. */
  readonly node: string;
  /** What its process has beside the environment of this one. */
  readonly env?: NodeJS.ProcessEnv;
  /** What is sent once it is initialised. */
  readonly greet: (connection: ProtocolConnection) => Promise<void>;
  /** It tells of recommendations after a save. */
  readonly advises: boolean;
}

export class LanguageClient {
  private readonly connection: ProtocolConnection;
  private readonly process: ChildProcess;
  private readonly advised = new EventEmitter();

  static async start({ script, node, env, greet }: ServerProgram): Promise<LanguageClient> {
    const child = spawn(node, [script, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.onRequest("workspace/codeLens/refresh", () => null);
    connection.listen();
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: true } },
    });
    await connection.sendNotification("initialized", {});
    await greet(connection);
    return new LanguageClient(child, connection);
  }

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.process = child;
    this.connection = connection;
    connection.onNotification(ADVICE_NOTIFICATION, ({ documentVersion }: AdviceParams) => {
      this.advised.emit(String(documentVersion));
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
  }

  /** Is done when RoPE Lens's server tells what it advises on that version; it tells twice: how sure the ranking is follows. */
  async advice(version: number): Promise<void> {
    await once(this.advised, String(version));
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error("the server did not start");
    return this.process.pid;
  }

  async open(uri: string, text: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "json", version: 1, text },
    });
  }

  async type(uri: string, version: number, range: Range, text: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  /** @returns how many diagnostics the document has */
  async diagnostics(uri: string): Promise<number> {
    const report: DocumentDiagnosticReport = await this.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri },
    });
    if (report.kind !== "full") throw new Error("the server did not look at the document again");
    return report.items.length;
  }

  async stop(): Promise<void> {
    const exited = once(this.process, "exit");
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    await exited;
    this.connection.dispose();
  }
}
