import { type ExtensionContext, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  ADVICE_NOTIFICATION,
  type AdviceParams,
  FILE_CHOICES_NOTIFICATION,
  FRESH_NOTIFICATION,
  type FreshParams,
  SIBLINGS_REQUEST,
  type SiblingsParams,
} from "../protocol/index.ts";
import { ActiveConfig } from "./active-config.ts";
import { isCandidate } from "./candidate.ts";
import { registerCommands } from "./commands/index.ts";
import { EncodingCheck } from "./encoding.ts";
import { FileChoicesStore } from "./file-choices.ts";
import { FreshDocuments } from "./fresh-documents.ts";
import { ModelStatus } from "./language-status.ts";
import type { LaunchServer } from "./launch.ts";
import { PreviewPanels } from "./preview/preview-panels.ts";
import { Session } from "./session.ts";
import { readSiblings } from "./siblings.ts";
import { AdviceStatusBar } from "./status-bar.ts";

/** Wires the extension. Nothing here starts the server: the first candidate file or command does. */
export function activateWith(context: ExtensionContext, launch: LaunchServer): void {
  const log = window.createOutputChannel("RoPE Lens", { log: true });
  const statusBar = new AdviceStatusBar();
  const modelStatus = new ModelStatus();
  const active = new ActiveConfig();
  const encoding = new EncodingCheck();

  const listen = (client: BaseLanguageClient) => {
    client.onNotification(ADVICE_NOTIFICATION, (advice: AdviceParams) => {
      statusBar.take(advice);
      modelStatus.take(advice);
    });
    client.onRequest(SIBLINGS_REQUEST, (params: SiblingsParams) => readSiblings(params));
  };
  const session = new Session(launch, context.extensionUri, log, listen);
  const choices = new FileChoicesStore(context.workspaceState, async (changed) => {
    const client = await session.client();
    await client?.sendNotification(FILE_CHOICES_NOTIFICATION, changed);
    previews.refreshAll();
  });
  const previews = new PreviewPanels({ session, extensionUri: context.extensionUri, log }, context.workspaceState);

  session.onState(async (state) => {
    modelStatus.enter(state);
    if (state !== "running") return statusBar.clear();
    const client = await session.client();
    for (const chosen of choices.all()) await client?.sendNotification(FILE_CHOICES_NOTIFICATION, chosen);
    previews.refreshAll();
  });
  const fresh = new FreshDocuments(async ({ uri, version }) => {
    if (session.state !== "running") return;
    const params: FreshParams = { uri: uri.toString(), documentVersion: version };
    await (await session.client())?.sendNotification(FRESH_NOTIFICATION, params);
  });
  active.onSeen(() => session.start());
  active.onActive((document) => {
    statusBar.show(document?.uri ?? null);
    modelStatus.show(document?.uri ?? null);
    previews.follow(document);
    if (document !== null) encoding.check(document);
  });

  context.subscriptions.push(
    log,
    statusBar,
    modelStatus,
    active,
    previews,
    fresh,
    session,
    workspace.onDidSaveTextDocument((document) => {
      encoding.forget(document.uri);
      if (isCandidate(document)) encoding.check(document);
    }),
    ...registerCommands({ session, active, previews, choices, log, memento: context.workspaceState }),
  );
  active.begin();
}
