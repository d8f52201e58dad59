import * as l10n from "@vscode/l10n";
import { chosenRuntimes, comparisonSteps, comparisonText } from "../../advice/index.ts";
import { type ConfigSnapshot, readConfig } from "../../config/index.ts";
import { COMPARE_REQUEST, type CompareAnswer, type ComparedText, type CompareParams } from "../../protocol/index.ts";
import { runInSlices } from "../../rope/index.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";

/** Two texts of configs, and what their difference does to the angles. */
export function compare(context: ServerContext): ServerCapabilities {
  context.connection.onRequest(COMPARE_REQUEST, (params: CompareParams, token) =>
    cancellable(token, (signal) => compareAnswer(context, params, signal)),
  );
  return {};
}

async function compareAnswer(
  { settings: store }: ServerContext,
  { before, after }: CompareParams,
  signal: AbortSignal,
): Promise<CompareAnswer> {
  const { bins, runtimes } = await store.of(after.uri);
  const read = async ({ uri, text }: ComparedText) => {
    const { pretrainedLength } = await store.of(uri);
    return readConfig(text, { pretrainedLength: pretrainedLength ?? undefined });
  };
  const [first, second] = await Promise.all([read(before), read(after)]);
  const refusal = refusalOf(before.name, first) ?? refusalOf(after.name, second);
  if (refusal !== null) return { ok: false, message: refusal };
  const steps = comparisonSteps(first, second, { bins, runtimes: chosenRuntimes(runtimes) });
  const comparison = await runInSlices(steps, { signal });
  if (comparison === null) return { ok: false, message: l10n.t("This is no model config.") };
  return { ok: true, markdown: comparisonText(comparison, { before: before.name, after: after.name }) };
}

function refusalOf(name: string, { model, syntaxProblems }: ConfigSnapshot): string | null {
  if (syntaxProblems.some(({ breaksTree }) => breaksTree)) return l10n.t("{0} does not parse.", name);
  return model === null ? l10n.t("{0} is no model config.", name) : null;
}
