import * as l10n from "@vscode/l10n";
import { URI, Utils } from "vscode-uri";
import { headlineOf, measurementFor } from "../../advice/index.ts";
import { MEASUREMENT_REQUEST, type MeasurementAnswer, type MeasurementParams } from "../../protocol/index.ts";
import { isStrategyId } from "../../rope/index.ts";
import { advisedRope } from "../advised-rope.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";

/** "Measure on my model": the script that `rope-lens evaluate` prints, for a document as it is in the editor. */
export function measurement(context: ServerContext): ServerCapabilities {
  context.connection.onRequest(MEASUREMENT_REQUEST, (params: MeasurementParams, token) =>
    cancellable(token, (signal) => measurementAnswer(context, params, signal)),
  );
  return {};
}

async function measurementAnswer(
  { documents, settings: store, displayName }: ServerContext,
  { uri, rope, targetLength, strategies }: MeasurementParams,
  signal: AbortSignal,
): Promise<MeasurementAnswer> {
  const settings = await store.of(uri);
  const snapshot = documents.read(uri)?.snapshot;
  const model = snapshot?.model ?? null;
  if (snapshot === undefined || model === null) return refuse(l10n.t("This is no model config."));
  if (strategies?.some((id) => !isStrategyId(id))) return refuse(l10n.t("There is no such strategy."));
  const chosen = { ...settings, targetLength: targetLength ?? settings.targetLength };
  const advice = await advisedRope(model, rope, chosen, signal);
  if (advice === null) return refuse(l10n.t("The model of this config has no RoPE."));
  if (advice.analysis.reason !== null) {
    const { headline, evidence } = headlineOf(advice, null);
    return refuse(`${headline}. ${evidence}`);
  }
  const made = measurementFor(snapshot, advice, { name: displayName(uri), modelFolder: folderOf(uri), strategies });
  return made.ok ? made : refuse(made.reason);
}

/** Where Python finds the checkpoint; null: the file is on no disk that Python reads. */
function folderOf(uri: string): string | null {
  const parsed = URI.parse(uri);
  return parsed.scheme === "file" ? Utils.dirname(parsed).fsPath : null;
}

function refuse(message: string): MeasurementAnswer {
  return { ok: false, message };
}
