import * as l10n from "@vscode/l10n";
import { type Hover, MarkupKind, type ServerCapabilities } from "vscode-languageserver";
import { headlineOf } from "../../advice/index.ts";
import { LENGTH_KEYS } from "../../edits/index.ts";
import { keyDocumentation } from "../../rules/index.ts";
import type { ServerContext } from "../context.ts";
import { disturbanceChart } from "../hover/disturbance-chart.ts";
import { keyFacts } from "../hover/key-facts.ts";
import { type KeyAt, keyAt } from "../key-at.ts";
import { rangeOf } from "../positions.ts";
import { ropeOfPointer } from "../rope-of-pointer.ts";

/** Keys at which the comparison of strategies is shown. */
const ADVISED = new Set([
  "rope_scaling",
  "rope_parameters",
  "rope_type",
  "type",
  "factor",
  "rope_theta",
  ...LENGTH_KEYS,
]);

/** What a key means, what it does in this file, and how the strategies compare. */
export function hover(context: ServerContext): ServerCapabilities {
  context.connection.onHover(({ textDocument: { uri }, position }): Hover | null => {
    const open = context.documents.read(uri);
    if (open === null || open.snapshot.model === null) return null;
    const found = keyAt(open.snapshot, open.document.offsetAt(position));
    if (found === null) return null;
    const documentation = keyDocumentation(found.pointer);
    if (documentation === null) return null;
    const { key, title, description, source } = documentation;
    const parts = [`**${title}** \`${key}\``, description, ...here(context, uri, found), `*${source}*`];
    const range = rangeOf(open.document, found.keyNode);
    return { contents: { kind: MarkupKind.Markdown, value: parts.join("\n\n") }, range };
  });
  return { hoverProvider: true };
}

function here(context: ServerContext, uri: string, { pointer, key }: KeyAt): string[] {
  const open = context.documents.read(uri);
  const rope = open === null ? null : ropeOfPointer(open.snapshot, pointer);
  if (open === null || rope === null) return [];
  const facts = keyFacts(open.snapshot, key, rope).map((fact) => `- ${fact}`);
  const parts = facts.length === 0 ? [] : [facts.join("\n")];
  const advice = ADVISED.has(key) ? context.advice.current(uri)?.ropes.find((known) => known.rope === rope) : undefined;
  const chart = advice === undefined ? null : disturbanceChart(advice);
  if (advice === undefined || chart === null) return parts;
  const { headline, evidence } = headlineOf(advice, null);
  parts.push(`---\n\n**${headline}** ${evidence}`, `\`\`\`text\n${chart}\n\`\`\``);
  parts.push(l10n.t("Disturbance of each frequency pair, from fast to slow; logarithmic from 0.0001 to 1 nat."));
  if (context.client().clientCommands) {
    const preview = `command:ropeLens.preview?${encodeURIComponent(JSON.stringify([uri]))}`;
    parts.push(`[${l10n.t("Open the preview")}](${preview})`);
  }
  return parts;
}
