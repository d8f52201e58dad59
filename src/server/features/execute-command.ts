import { isRecord } from "../../config/is-record.ts";
import type { InsertionParams } from "../../protocol/index.ts";
import { isStrategyId } from "../../rope/index.ts";
import { signalOf } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";
import { insertionAnswer } from "./insertion.ts";

/** Inserts a strategy for editors that have no commands of their own for it. Arguments: uri, {rope, strategy, ...}. */
export const INSERT_COMMAND = "ropeLens.server.insert";

export function executeCommand(context: ServerContext): ServerCapabilities {
  const { connection } = context;
  connection.onExecuteCommand(async ({ command, arguments: given = [] }, token) => {
    const params = command === INSERT_COMMAND ? paramsOf(given) : null;
    if (params === null) return;
    const answer = await insertionAnswer(context, params, signalOf(token));
    if (!answer.ok) {
      connection.window.showWarningMessage(`RoPE Lens: ${answer.message}`);
      return;
    }
    context.advice.expectInsertion(params.uri);
    const textDocument = { uri: params.uri, version: answer.documentVersion };
    const edits = answer.edits.map(({ range, newText }) => ({ range, newText }));
    await connection.workspace.applyEdit({ documentChanges: [{ textDocument, edits }] });
  });
  return { executeCommandProvider: { commands: [INSERT_COMMAND] } };
}

function paramsOf([uri, chosen]: readonly unknown[]): InsertionParams | null {
  if (typeof uri !== "string" || !isRecord(chosen)) return null;
  const { rope, strategy, targetLength, documentVersion } = chosen;
  if (typeof rope !== "number" || typeof strategy !== "string" || !isStrategyId(strategy)) return null;
  return {
    uri,
    rope,
    strategy,
    targetLength: typeof targetLength === "number" ? targetLength : null,
    documentVersion: typeof documentVersion === "number" ? documentVersion : null,
  };
}
