import * as l10n from "@vscode/l10n";
import { type CodeLens, CodeLensRefreshRequest, type Command, type ServerCapabilities } from "vscode-languageserver";
import { isInFile, type RopeAdvice, summaryOf } from "../../advice/index.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { rangeOf } from "../positions.ts";
import { ropeAnchor } from "../rope-anchor.ts";
import { INSERT_COMMAND } from "./execute-command.ts";

/** Above the RoPE keys: what disturbs least, with the ways to see more and to insert it. */
export function codeLens(context: ServerContext): ServerCapabilities {
  const { connection, documents, advice } = context;
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const settings = await context.settings.of(uri);
    const open = documents.read(uri);
    if (open === null || !settings.codeLens || (open.snapshot.model?.ropes.length ?? 0) === 0) return [];
    const latest = advice.latest(uri);
    const current = advice.current(uri);
    const show = (command: Command, rope: number): CodeLens => ({
      range: rangeOf(open.document, ropeAnchor(open.snapshot, rope)),
      command,
    });
    if (current !== null) {
      return current.ropes.flatMap((rope) => lensesOf(context, open, rope).map((command) => show(command, rope.rope)));
    }
    if (!context.client().clientCommands) return [];
    const waiting = latest === null || settings.onSave === "off" ? [] : [saveToCompare()];
    return [...waiting, previewCommand(uri)].map((command) => show(command, 0));
  });
  const refresh = () => {
    if (context.client().refreshCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type);
  };
  advice.onChange(refresh);
  context.settings.onChange(refresh);
  return { codeLensProvider: { resolveProvider: false } };
}

function saveToCompare(): Command {
  return { title: l10n.t("save to compare the strategies"), command: "workbench.action.files.save" };
}

function previewCommand(uri: string): Command {
  return { title: l10n.t("Preview"), command: "ropeLens.preview", arguments: [uri] };
}

function lensesOf(context: ServerContext, { document }: OpenConfig, rope: RopeAdvice): Command[] {
  const { uri, version } = document;
  const own = context.client().clientCommands;
  const summary = summaryOf(rope);
  const { recommended } = rope.analysis;
  const commands: Command[] = [];
  if (summary !== null) {
    commands.push({ title: summary.lens, command: own ? "ropeLens.preview" : "", arguments: [uri] });
  }
  if (own) commands.push(previewCommand(uri));
  if (recommended !== null && !isInFile(rope)) {
    const chosen = { rope: rope.rope, strategy: recommended, targetLength: null, documentVersion: version };
    commands.push({
      title: l10n.t("Insert"),
      command: own ? "ropeLens.insertStrategy" : INSERT_COMMAND,
      arguments: [uri, chosen],
    });
  }
  if (own && rope.analysis.reason !== "nope" && rope.analysis.reason !== "sliding") {
    commands.push({ title: l10n.t("Extend…"), command: "ropeLens.extend", arguments: [uri] });
  }
  return commands;
}
