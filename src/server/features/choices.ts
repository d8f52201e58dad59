import * as l10n from "@vscode/l10n";
import {
  decimalsFor,
  disturbanceText,
  headlineOf,
  leftOutText,
  neighboursText,
  pretrainedSourceText,
  type RopeAdvice,
  supportedBy,
} from "../../advice/index.ts";
import { TOKENIZER_FILE, tokenizerLimit } from "../../config/index.ts";
import { CHOICES_REQUEST, type ChoicesAnswer, type ChoicesParams, type StrategyChoice } from "../../protocol/index.ts";
import type { StrategyResult } from "../../rope/index.ts";
import { type RuntimeName, titleOf } from "../../runtimes/index.ts";
import { advisedRope } from "../advised-rope.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";

/** What can be chosen for a RoPE of a document, worded for quick picks. */
export function choices(context: ServerContext): ServerCapabilities {
  context.connection.onRequest(CHOICES_REQUEST, (params: ChoicesParams, token) =>
    cancellable(token, (signal) => choicesAnswer(context, params, signal)),
  );
  return {};
}

async function choicesAnswer(
  { documents, settings: store, siblings }: ServerContext,
  { uri, rope: wanted, targetLength }: ChoicesParams,
  signal: AbortSignal,
): Promise<ChoicesAnswer> {
  const settings = await store.of(uri);
  const open = documents.read(uri);
  const model = open?.snapshot.model ?? null;
  if (open === null || model === null) return { ok: false, message: l10n.t("This is no model config.") };
  const chosen = { ...settings, targetLength: targetLength ?? settings.targetLength };
  const advice = await advisedRope(model, wanted, chosen, signal);
  if (advice === null) return { ok: false, message: l10n.t("The model of this config has no RoPE.") };
  const { analysis, entry, rope } = advice;
  const { layerType } = entry;
  const { headline, evidence } = headlineOf(advice, null);
  const tokenizer = (await siblings.of(uri))[TOKENIZER_FILE];
  const limit = tokenizer === undefined ? null : tokenizerLimit(tokenizer);
  const decimals = decimalsFor(analysis.strategies.map(({ meanDisturbance }) => meanDisturbance));
  return {
    ok: true,
    choices: {
      documentVersion: open.document.version,
      rope,
      layerType,
      title: layerType === null ? model.title : `${model.title}, ${layerType}`,
      pretrainedLength: analysis.pretrainedLength,
      pretrainedLengthSource: pretrainedSourceText(advice.entry.pretrainedLengthSource),
      targetLength: analysis.targetLength,
      tokenizerLimit: limit !== null && limit < analysis.targetLength ? limit : null,
      recommended: analysis.recommended,
      strategies: analysis.strategies.map((strategy) => choiceOf(advice, strategy, decimals)),
      nothing: analysis.reason === null ? null : `${headline}. ${evidence}`,
    },
  };
}

function choiceOf({ analysis, model }: RopeAdvice, strategy: StrategyResult, decimals: number): StrategyChoice {
  const { id, title, meanDisturbance, localShift, inRunning, leftOut } = strategy;
  const value = disturbanceText(meanDisturbance, decimals);
  const shift = leftOut === null ? neighboursText(localShift) : leftOutText(leftOut, localShift);
  return {
    id,
    title,
    description: id === analysis.recommended ? l10n.t("{0} · disturbs least", value) : value,
    detail: `${shift} · ${supportText(supportedBy(model, id))}`,
    inRunning,
  };
}

/** How many runtimes are named before the rest is counted. */
const NAMED = 4;

function supportText(names: readonly RuntimeName[]): string {
  if (names.length === 0) return l10n.t("no runtime is known to run it");
  const titles = names.map((name) => titleOf({ name }));
  const named = titles.slice(0, NAMED).join(l10n.t(", "));
  return titles.length > NAMED
    ? l10n.t("runs in {0} and {1} more", named, titles.length - NAMED)
    : l10n.t("runs in {0}", named);
}
