import * as l10n from "@vscode/l10n";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  insertionFor,
  parameterErrorText,
  type RopeAdvice,
  ropeAdviceSteps,
  strictlyChangedAdviceSteps,
} from "../../advice/index.ts";
import { readConfig } from "../../config/index.ts";
import { setMembers } from "../../edits/index.ts";
import { INSERTION_REQUEST, type InsertionAnswer, type InsertionParams } from "../../protocol/index.ts";
import { isStrategyId, RopeParameterError, runInSlices } from "../../rope/index.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities, TextEdit } from "../lsp.ts";
import { editsOf } from "../positions.ts";

/** The edits that write a strategy into a document, for the version that the user looked at. */
export function insertion(context: ServerContext): ServerCapabilities {
  context.connection.onRequest(INSERTION_REQUEST, (params: InsertionParams, token) =>
    cancellable(token, async (signal) => {
      const answer = await insertionAnswer(context, params, signal);
      if (answer.ok && params.preview !== true) context.advice.expectInsertion(params.uri);
      return answer;
    }),
  );
  return {};
}

export async function insertionAnswer(
  { documents, settings: store }: ServerContext,
  params: InsertionParams,
  signal: AbortSignal,
): Promise<InsertionAnswer> {
  const { uri, rope, strategy, documentVersion } = params;
  const settings = await store.of(uri);
  const open = documents.read(uri);
  if (open === null) return refuse(l10n.t("The file is not open."));
  const { document, snapshot } = open;
  if (documentVersion !== null && documentVersion !== document.version) {
    return refuse(
      l10n.t("The file changed after these results were computed; nothing was inserted. Look again, then insert."),
    );
  }
  if (snapshot.model === null) return refuse(l10n.t("This is no model config."));
  if (!isStrategyId(strategy)) return refuse(l10n.t("There is no such strategy."));
  const runtimes = params.runtime === undefined || params.runtime === null ? settings.runtimes : [params.runtime];
  const targetLength = params.targetLength ?? settings.targetLength;
  const steps = ropeAdviceSteps(snapshot.model, rope, { ...settings, runtimes, targetLength });
  const own = await runInSlices(steps, { signal });
  if (own === null) return refuse(l10n.t("The file has no such RoPE."));
  let advice: RopeAdvice;
  try {
    advice = await runInSlices(strictlyChangedAdviceSteps(own, params.changes ?? {}), { signal });
  } catch (error) {
    if (error instanceof RopeParameterError)
      return refuse(l10n.t("Nothing was inserted: {0}.", parameterErrorText(error)));
    throw error;
  }
  const made = insertionFor(snapshot, advice, strategy, { dialect: params.dialect ?? undefined, runtimes });
  if (!made.ok) return refuse(l10n.t("Nothing was inserted: {0}.", made.reason));
  return {
    ok: true,
    documentVersion: document.version,
    edits: editsOf(document, made.edits),
    notes: made.notes,
    tokenizerEdits: params.tokenizer === undefined ? [] : tokenizerEdits(params.tokenizer, advice.target.length),
  };
}

/** Lets the tokenizer take the whole window. Empty for a text that cannot be edited: the config is written all the same. */
function tokenizerEdits(text: string, length: number): TextEdit[] {
  const snapshot = readConfig(text);
  if (snapshot.syntaxProblems.some(({ breaksTree }) => breaksTree)) return [];
  const edits = setMembers(snapshot, "", { set: { model_max_length: length } });
  return editsOf(TextDocument.create("", "json", 0, text), edits ?? []);
}

function refuse(message: string): InsertionAnswer {
  return { ok: false, message };
}
