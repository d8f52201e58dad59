import { CancellationTokenSource, l10n, Uri, workspace } from "vscode";
import { type BaseLanguageClient, ProgressType } from "vscode-languageclient";
import {
  HEATMAP_REQUEST,
  type HeatmapAnswer,
  type HostMessage,
  LENGTHS_REQUEST,
  type LengthsAnswer,
  type PageMessage,
  PREVIEW_PROTOCOL,
  PREVIEW_REQUEST,
  type PreviewAnswer,
  type PreviewNotice,
  type PreviewParams,
  type PreviewProgress,
} from "../../protocol/index.ts";
import type { Session } from "../session.ts";
import { knownConfigs } from "./known-configs.ts";

type Question = Extract<PageMessage, { type: "query" | "heatmap" | "lengths" }>;
type Kind = Question["type"];

const PROGRESS = new ProgressType<PreviewProgress>();

/** Carries a page's questions to the server and the answers back; a newer question of a kind cancels the older. */
export class PageRequests {
  private readonly running = new Map<Kind, { readonly id: number; readonly source: CancellationTokenSource }>();
  private readonly session: Session;
  private readonly post: (message: HostMessage) => void;

  constructor(session: Session, post: (message: HostMessage) => void) {
    this.session = session;
    this.post = post;
  }

  /** @param uri the file of the preview; null when there is none. */
  async ask(question: Question, uri: string | null): Promise<void> {
    const { type: kind, id } = question;
    this.running.get(kind)?.source.cancel();
    const source = new CancellationTokenSource();
    this.running.set(kind, { id, source });
    try {
      const message = await this.answer(question, uri, source);
      if (message !== null && !source.token.isCancellationRequested) this.post(message);
    } catch (error) {
      if (source.token.isCancellationRequested) return;
      this.post(notice(id, { kind: "failed", message: error instanceof Error ? error.message : String(error) }));
    } finally {
      if (this.running.get(kind)?.source === source) this.running.delete(kind);
      source.dispose();
    }
  }

  cancel(id: number): void {
    for (const request of this.running.values()) if (request.id === id) request.source.cancel();
  }

  cancelAll(): void {
    for (const { source } of this.running.values()) source.cancel();
  }

  private async answer(
    question: Question,
    uri: string | null,
    source: CancellationTokenSource,
  ): Promise<HostMessage | null> {
    const { id, query } = question;
    if (uri === null) return notice(id, { kind: "no-config", file: null, configs: await knownConfigs() });
    const client = await this.session.client();
    if (client === null) {
      return notice(id, { kind: "failed", message: l10n.t("The language server is not running.") });
    }
    // The server knows open documents only; a preview may outlive the tab of its file, and the file itself.
    if (!(await canBeOpened(uri))) {
      const name = workspace.asRelativePath(Uri.parse(uri));
      return notice(id, { kind: "failed", message: l10n.t("{0} cannot be read: it was deleted or moved.", name) });
    }
    const params: PreviewParams = { uri, query };
    if (question.type === "query") {
      const { quick } = question;
      return this.answerQuery(client, id, quick === undefined ? params : { ...params, quick }, source);
    }
    if (question.type === "heatmap") {
      const heatmap = await client.sendRequest<HeatmapAnswer>(HEATMAP_REQUEST, params, source.token);
      return heatmap === null ? null : { protocol: PREVIEW_PROTOCOL, type: "heatmap", id, heatmap };
    }
    const lengths = await client.sendRequest<LengthsAnswer>(LENGTHS_REQUEST, params, source.token);
    return lengths === null ? null : { protocol: PREVIEW_PROTOCOL, type: "lengths", id, lengths };
  }

  private async answerQuery(
    client: BaseLanguageClient,
    id: number,
    params: PreviewParams,
    source: CancellationTokenSource,
  ): Promise<HostMessage> {
    const progressToken = `preview-${crypto.randomUUID()}`;
    const progress = client.onProgress(PROGRESS, progressToken, ({ done, total }) =>
      this.post({ protocol: PREVIEW_PROTOCOL, type: "progress", id, done, total }),
    );
    try {
      const asked = { ...params, progressToken };
      const answer = await client.sendRequest<PreviewAnswer>(PREVIEW_REQUEST, asked, source.token);
      if (answer.ok) return { protocol: PREVIEW_PROTOCOL, type: "model", id, model: answer.model };
      if (answer.notice.kind !== "no-config") return notice(id, answer.notice);
      return notice(id, { ...answer.notice, configs: await knownConfigs() });
    } finally {
      progress.dispose();
    }
  }
}

function notice(id: number, what: PreviewNotice): HostMessage {
  return { protocol: PREVIEW_PROTOCOL, type: "notice", id, notice: what };
}

async function canBeOpened(uri: string): Promise<boolean> {
  try {
    await workspace.openTextDocument(Uri.parse(uri));
    return true;
  } catch {
    return false;
  }
}
