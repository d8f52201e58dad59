import * as l10n from "@vscode/l10n";
import { headShapeText, isInFile, type RopeAdvice, summaryOf } from "../../advice/index.ts";
import { childPointer, keySpanOf, SHAPE_KEYS } from "../../config/index.ts";
import type { CodeLensSettings, Settings } from "../../protocol/index.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { type CodeLens, CodeLensRefreshRequest, type Command, type Range, type ServerCapabilities } from "../lsp.ts";
import { rangeOf } from "../positions.ts";
import { ropeAnchor } from "../rope-anchor.ts";
import { INSERT_COMMAND } from "./execute-command.ts";

/**
 * Above the RoPE keys: what disturbs least, with the ways to see more and to insert it. Above the attention heads: what
 * follows from them. Titles are short: they share one line, which a narrow editor cuts off.
 */
export function codeLens(context: ServerContext): ServerCapabilities {
  const { connection, documents, advice } = context;
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const settings = await context.settings.of(uri);
    const open = documents.read(uri);
    if (open === null) return [];
    return [...ropeLenses(context, open, settings), ...headLenses(open, settings.codeLens)];
  });
  const refresh = () => {
    if (context.client().refreshCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type);
  };
  advice.onChange(refresh);
  context.settings.onChange(refresh);
  return { codeLensProvider: { resolveProvider: false } };
}

/** Above the first of these that the file has: a config can leave its counts of heads to the model type. */
const SHAPE_PLACES = [...SHAPE_KEYS.heads, ...SHAPE_KEYS.kvHeads, "head_dim", ...SHAPE_KEYS.hidden];

function headLenses({ document, snapshot }: OpenConfig, { headShape }: CodeLensSettings): CodeLens[] {
  const text = headShape ? headShapeText(snapshot) : null;
  const path = snapshot.model?.path ?? "";
  const places = SHAPE_PLACES.map((key) => keySpanOf(snapshot, childPointer(path, key)));
  const place = places.find((span) => span !== null);
  if (text === null || place === undefined || place === null) return [];
  return [{ range: rangeOf(document, place), command: { title: text, command: "" } }];
}

function ropeLenses(context: ServerContext, open: OpenConfig, settings: Settings): CodeLens[] {
  const { document, snapshot } = open;
  const { uri } = document;
  const shown = settings.codeLens;
  if ((snapshot.model?.ropes.length ?? 0) === 0) return [];
  const rangeAt = (rope: number): Range => rangeOf(document, ropeAnchor(snapshot, rope));
  const current = context.advice.current(uri);
  if (current !== null) {
    return current.ropes.flatMap((rope) => {
      const range = rangeAt(rope.rope);
      const commands = [
        ...(shown.strategy ? strategyCommands(context, open, rope) : []),
        ...(shown.actions ? actionCommands(context, open, rope) : []),
      ];
      return commands.map((command) => ({ range, command }));
    });
  }
  if (!context.client().clientCommands) return [];
  const waiting = shown.strategy && context.advice.latest(uri) !== null && settings.onSave !== "off";
  const commands = [...(waiting ? [saveToCompare()] : []), ...(shown.actions ? [previewCommand(uri)] : [])];
  return commands.map((command) => ({ range: rangeAt(0), command }));
}

function saveToCompare(): Command {
  return { title: l10n.t("save to compare the strategies"), command: "workbench.action.files.save" };
}

function previewCommand(uri: string): Command {
  return { title: l10n.t("Preview"), command: "ropeLens.preview", arguments: [uri] };
}

function strategyCommands(context: ServerContext, { document: { uri } }: OpenConfig, rope: RopeAdvice): Command[] {
  const summary = summaryOf(rope);
  if (summary === null) return [];
  return [
    { title: summary.lens, command: context.client().clientCommands ? "ropeLens.preview" : "", arguments: [uri] },
  ];
}

function actionCommands(context: ServerContext, { document }: OpenConfig, rope: RopeAdvice): Command[] {
  const { uri, version } = document;
  const own = context.client().clientCommands;
  const { recommended, reason } = rope.analysis;
  const commands: Command[] = own ? [previewCommand(uri)] : [];
  if (recommended !== null && !isInFile(rope)) {
    const chosen = { rope: rope.rope, strategy: recommended, targetLength: null, documentVersion: version };
    commands.push({
      title: l10n.t("Insert"),
      command: own ? "ropeLens.insertStrategy" : INSERT_COMMAND,
      arguments: [uri, chosen],
    });
  }
  if (own && reason !== "nope" && reason !== "sliding") {
    commands.push({ title: l10n.t("Extend…"), command: "ropeLens.extend", arguments: [uri] });
  }
  return commands;
}
