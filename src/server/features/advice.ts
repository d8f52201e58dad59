import type { ServerCapabilities } from "vscode-languageserver";
import { headlineOf, type RopeAdvice, summaryOf } from "../../advice/index.ts";
import { ADVICE_NOTIFICATION, type AdviceParams } from "../../protocol/index.ts";
import type { ServerContext } from "../context.ts";

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
  return { label: `window ${first.analysis.targetLength}`, detail: `${headline}. ${evidence}` };
}
