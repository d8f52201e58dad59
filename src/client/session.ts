import { type Disposable, EventEmitter, type LogOutputChannel, l10n, type Uri, window, workspace } from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient";
import type { LaunchServer } from "./launch.ts";
import { MOST_RESTARTS, RestartPolicy } from "./restart-policy.ts";

export type ServerState = "off" | "starting" | "running" | "stopped";

/** The life of the language server: started once a candidate file is seen, restarted with back-off when it ends. */
export class Session implements Disposable {
  private current: BaseLanguageClient | null = null;
  private starting: Promise<void> | null = null;
  private readonly policy = new RestartPolicy();
  private readonly stateEmitter = new EventEmitter<ServerState>();
  private readonly launch: LaunchServer;
  private readonly extensionUri: Uri;
  private readonly log: LogOutputChannel;
  private readonly listen: (client: BaseLanguageClient) => void;

  state: ServerState = "off";
  readonly onState = this.stateEmitter.event;

  /** @param listen registers notification handlers on each new client, before it starts. */
  constructor(
    launch: LaunchServer,
    extensionUri: Uri,
    log: LogOutputChannel,
    listen: (client: BaseLanguageClient) => void,
  ) {
    this.launch = launch;
    this.extensionUri = extensionUri;
    this.log = log;
    this.listen = listen;
  }

  /** The running client; starts the server when there is none. null when it cannot be started: the user has been told. */
  async client(): Promise<BaseLanguageClient | null> {
    await this.start();
    return this.current?.state === State.Running ? this.current : null;
  }

  start(): Promise<void> {
    if (this.current !== null && this.state !== "stopped") return this.starting ?? Promise.resolve();
    this.starting ??= this.startNew().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  async restart(): Promise<void> {
    this.policy.reset();
    await this.starting;
    await this.disposeCurrent();
    await this.start();
  }

  async dispose(): Promise<void> {
    await this.disposeCurrent();
    this.stateEmitter.dispose();
  }

  private async startNew(): Promise<void> {
    await this.disposeCurrent();
    this.enter("starting");
    try {
      const client = await this.launch(this.options());
      this.current = client;
      this.listen(client);
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.enter("running");
        else if (newState === State.Starting) this.enter("starting");
        else if (this.current === client) this.enter("stopped");
      });
      await client.start();
    } catch (error) {
      this.enter("stopped");
      this.log.error(`The server could not be started: ${String(error)}`);
      this.offerRestart(l10n.t("RoPE Lens: the language server could not be started."));
    }
  }

  private options(): LanguageClientOptions {
    const schemes = new Set(["file", "untitled", ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]);
    return {
      documentSelector: [...schemes].flatMap((scheme) => [
        { scheme, language: "json" },
        { scheme, language: "jsonc" },
      ]),
      initializationOptions: {
        jsonSyntaxByClient: true,
        clientCommands: true,
        documentationRoot: this.extensionUri.toString(),
        texts: l10n.bundle ?? null,
      },
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true, onSave: true },
      // Hovers link to these commands and to no other.
      markdown: { isTrusted: { enabledCommands: ["ropeLens.preview", "ropeLens.setPretrainedLength"] } },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.onClosed(),
      },
      initializationFailedHandler: () => false,
    };
  }

  private async onClosed(): Promise<CloseHandlerResult> {
    const delay = this.policy.nextDelay(Date.now());
    if (delay === null) {
      this.offerRestart(
        l10n.t("RoPE Lens: the language server ended {0} times within three minutes.", MOST_RESTARTS + 1),
      );
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    this.log.warn(`The server ended unexpectedly; starting it again in ${delay / 1000} s.`);
    this.enter("starting");
    window.setStatusBarMessage(l10n.t("RoPE Lens: restarting the language server…"), delay + 2000);
    await new Promise((done) => setTimeout(done, delay));
    return { action: CloseAction.Restart, handled: true };
  }

  private offerRestart(message: string): void {
    const restart = l10n.t("Restart");
    const output = l10n.t("Show Output");
    window.showErrorMessage(message, restart, output).then((choice) => {
      if (choice === restart) this.restart();
      if (choice === output) this.log.show();
    });
  }

  private enter(state: ServerState): void {
    if (this.state === state) return;
    this.state = state;
    this.stateEmitter.fire(state);
  }

  private async disposeCurrent(): Promise<void> {
    const client = this.current;
    this.current = null;
    if (client === null) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that has crashed cannot answer the shutdown request.
      this.log.debug(`While stopping the server: ${String(error)}`);
    }
    this.enter("off");
  }
}
