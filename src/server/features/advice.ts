import * as l10n from "@vscode/l10n";
import { headlineOf, type RopeAdvice, summaryOf } from "../../advice/index.ts";
import { type ModelConfig, mainRope } from "../../config/index.ts";
import { ADVICE_NOTIFICATION, type AdviceParams } from "../../protocol/index.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";

/** Tells the client, for its status bar, what is advised on a document. */
export function advice({ connection, documents, advice: store }: ServerContext): ServerCapabilities {
  store.onChange((uri) => {
    const open = documents.read(uri);
    if (open === null) return;
    const known = store.latest(uri);
    const params: AdviceParams = {
      uri,
      documentVersion: known?.open.document.version ?? open.document.version,
      advice: known === null ? null : statusOf(known.ropes),
      model: modelOf(open.snapshot.model),
    };
    connection.sendNotification(ADVICE_NOTIFICATION, params);
  });
  return {};
}

/** One RoPE's advice stands for the file in the status bar: the first that has one. */
function statusOf(ropes: readonly RopeAdvice[]): AdviceParams["advice"] {
  for (const rope of ropes) {
    const summary = summaryOf(rope);
    if (summary !== null) return { label: summary.label, detail: summary.detail };
  }
  const [first] = ropes;
  if (first === undefined) return null;
  const { headline, evidence } = headlineOf(first, null);
  return { label: l10n.t("window {0}", first.analysis.targetLength), detail: `${headline}. ${evidence}` };
}

function modelOf(model: ModelConfig | null): AdviceParams["model"] {
  if (model === null) return null;
  const entry = mainRope(model);
  if (entry === undefined)
    return { title: model.title, detail: model.hasRope ? l10n.t("RoPE not readable") : l10n.t("no RoPE") };
  const { pretrainedLength, scaling } = entry.spec;
  const type = scaling.type === "default" ? l10n.t("no scaling") : scaling.type;
  return {
    title: model.title,
    detail: l10n.t("window {0}, pretrained {1}, {2}", entry.claimedLength, pretrainedLength, type),
  };
}
