import { commands, EventEmitter, env, type LogOutputChannel, l10n, Uri, type WebviewPanel, workspace } from "vscode";
import {
  type HostMessage,
  type PageLocalisation,
  type PageMessage,
  PREVIEW_PROTOCOL,
  type PreviewDefaults,
  previewHtml,
} from "../../protocol/index.ts";
import { insertStrategy } from "../insertion.ts";
import type { Session } from "../session.ts";
import { copy, open, save } from "./page-actions.ts";
import { isPageMessage } from "./page-message.ts";
import { PageRequests } from "./page-requests.ts";

/** A pause in typing after which the preview asks anew. */
const PAUSE_MS = 300;

export interface PanelServices {
  readonly session: Session;
  readonly extensionUri: Uri;
  readonly log: LogOutputChannel;
}

/** One preview page and the file that it shows. */
export class PreviewPanel {
  private readonly requests: PageRequests;
  private readonly changeEmitter = new EventEmitter<void>();
  private readonly disposeEmitter = new EventEmitter<void>();
  private readonly panel: WebviewPanel;
  private readonly services: PanelServices;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private isReady = false;

  file: Uri | null;
  pinned: boolean;
  /** Another file, pinned or let go. */
  readonly onChange = this.changeEmitter.event;
  readonly onDispose = this.disposeEmitter.event;

  constructor(panel: WebviewPanel, services: PanelServices, file: Uri | null, pinned: boolean) {
    this.panel = panel;
    this.services = services;
    this.file = file;
    this.pinned = pinned;
    this.requests = new PageRequests(services.session, (message) => this.post(message));
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(services.extensionUri, "dist/webview")],
    };
    panel.iconPath = Uri.joinPath(services.extensionUri, "images/icon.png");
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (isPageMessage(message)) this.take(message);
      else services.log.warn("The preview sent a message of another version; close it and open it again.");
    });
    panel.onDidDispose(() => {
      clearTimeout(this.pause);
      this.requests.cancelAll();
      this.disposeEmitter.fire();
      this.disposeEmitter.dispose();
      this.changeEmitter.dispose();
    });
    // A hidden page is thrown away by VS Code and starts anew when it is shown: what it asked for is no longer wanted.
    panel.onDidChangeViewState(() => {
      if (panel.visible) return;
      this.isReady = false;
      this.requests.cancelAll();
    });
    this.title();
    panel.webview.html = this.html();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Shows another file, or none. */
  show(file: Uri | null): void {
    if (this.file?.toString() === file?.toString()) return;
    this.file = file;
    this.title();
    this.changed(false);
    this.changeEmitter.fire();
  }

  /** The file was typed in: the page says so at once and asks anew after a pause. */
  typed(): void {
    clearTimeout(this.pause);
    this.changed(true);
    this.pause = setTimeout(() => this.changed(false), PAUSE_MS);
  }

  /** Saved, settings changed, server restarted: ask anew now. */
  refresh(): void {
    clearTimeout(this.pause);
    this.changed(false);
  }

  private take(message: PageMessage): void {
    const failed = (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      this.services.log.error(`Preview: ${text}`);
      this.say(text);
    };
    this.act(message).catch(failed);
  }

  private async act(message: PageMessage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.isReady = true;
        return this.changed(false);
      case "query":
      case "heatmap":
      case "lengths":
        return this.requests.ask(message, this.file?.toString() ?? null);
      case "cancel":
        return this.requests.cancel(message.id);
      case "insert":
        return this.insert(message);
      case "measure":
        return this.measure(message);
      case "copy":
        return this.say(await copy(message));
      case "save":
        return this.say(await save(message, this.file));
      case "pin":
        this.pinned = message.pinned;
        this.title();
        return this.changeEmitter.fire();
      case "open":
        return open(message, this.services.extensionUri, this.file, this.panel.viewColumn);
      case "log":
        return this.services.log.info(`Preview: ${message.message}`);
    }
  }

  private async insert({ query, strategy, documentVersion }: Extract<PageMessage, { type: "insert" }>): Promise<void> {
    if (this.file === null) return;
    const { message } = await insertStrategy(this.services.session, {
      uri: this.file.toString(),
      rope: query.rope,
      strategy,
      targetLength: query.targetLength,
      documentVersion,
      dialect: query.dialect ?? null,
      runtime: query.runtime,
      changes: query.changes ?? null,
    });
    this.say(message);
  }

  private async measure({ query: { rope, targetLength } }: Extract<PageMessage, { type: "measure" }>): Promise<void> {
    if (this.file !== null) await commands.executeCommand("ropeLens.measure", this.file, { rope, targetLength });
  }

  private changed(stale: boolean): void {
    const { file, pinned } = this;
    const message = {
      protocol: PREVIEW_PROTOCOL,
      type: "changed",
      stale,
      file: file?.toString() ?? null,
      pinned,
    } as const;
    this.post(file === null ? message : { ...message, defaults: defaultsOf(file) });
  }

  private say(text: string | null): void {
    if (text !== null) this.post({ protocol: PREVIEW_PROTOCOL, type: "said", text });
  }

  private post(message: HostMessage): void {
    if (this.isReady) this.panel.webview.postMessage(message);
  }

  private title(): void {
    const name = this.file === null ? "" : `: ${workspace.asRelativePath(this.file)}`;
    this.panel.title = `${this.pinned ? "[RoPE Lens]" : "RoPE Lens"}${name}`;
  }

  private html(): string {
    const { webview } = this.panel;
    const part = (name: string) =>
      webview.asWebviewUri(Uri.joinPath(this.services.extensionUri, "dist/webview", name)).toString();
    const nonce = crypto.randomUUID().replaceAll("-", "");
    const [scriptUri, styleUri] = [part("preview.js"), part("preview.css")];
    return previewHtml({ cspSource: webview.cspSource, nonce, scriptUri, styleUri, localisation: localisation() });
  }
}

/** undefined where the extension has no texts in the editor's language. */
function localisation(): PageLocalisation | undefined {
  return l10n.bundle === undefined ? undefined : { language: env.language, texts: l10n.bundle };
}

function defaultsOf(file: Uri): PreviewDefaults {
  const settings = workspace.getConfiguration("ropeLens", file);
  const runtimes = settings.get<string[]>("runtimes", []);
  return {
    use: settings.get<string>("use") === "fine-tuned" ? "fine-tuned" : "as-is",
    bins: settings.get<number>("bins", 360),
    runtime: runtimes.length === 1 ? (runtimes[0] ?? null) : null,
  };
}
