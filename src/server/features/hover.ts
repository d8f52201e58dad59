import * as l10n from "@vscode/l10n";
import { headlineOf } from "../../advice/index.ts";
import { LENGTH_KEYS } from "../../config/index.ts";
import { keyDocumentation } from "../../rules/index.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { disturbanceChart } from "../hover/disturbance-chart.ts";
import { frameworkLines } from "../hover/framework-lines.ts";
import { isAboutBlock, keyChart, keyFacts } from "../hover/key-facts.ts";
import { type KeyAt, keyAt } from "../key-at.ts";
import { translated } from "../key-texts.ts";
import { type Hover, MarkupKind, type ServerCapabilities } from "../lsp.ts";
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

/** Keys at which the pretrained length is spoken of. */
const ABOUT_LENGTH = new Set([
  "rope_scaling",
  "rope_parameters",
  "factor",
  "original_max_position_embeddings",
  ...LENGTH_KEYS,
]);

/** What a key means, what it does in this file, and how the strategies compare. */
export function hover(context: ServerContext): ServerCapabilities {
  context.connection.onHover(async ({ textDocument: { uri }, position }): Promise<Hover | null> => {
    const settings = await context.settings.of(uri);
    const open = context.documents.read(uri);
    if (open === null || open.snapshot.model === null) return null;
    const found = keyAt(open.snapshot, open.document.offsetAt(position));
    if (found === null) return null;
    const documentation = keyDocumentation(found.pointer);
    if (documentation === null) return null;
    const { key, title, description, source } = translated(documentation);
    const parts = [
      `**${title}** \`${key}\``,
      description,
      ...here(context, open, found, settings.runtimes),
      `*${source}*`,
    ];
    const range = rangeOf(open.document, found.keyNode);
    return { contents: { kind: MarkupKind.Markdown, value: parts.join("\n\n") }, range };
  });
  return { hoverProvider: true };
}

function here(
  context: ServerContext,
  { document: { uri }, snapshot }: OpenConfig,
  { pointer, key }: KeyAt,
  runtimes: readonly string[],
): string[] {
  const rope = ropeOfPointer(snapshot, pointer);
  const entry = rope === null ? undefined : snapshot.model?.ropes[rope];
  const facts = rope === null ? [] : keyFacts(snapshot, key, rope).map((fact) => `- ${fact}`);
  const parts = facts.length === 0 ? [] : [facts.join("\n")];
  const own = rope === null ? null : keyChart(snapshot, key, rope);
  if (own !== null) parts.push(codeBlock(own));
  // Also of a block that no RoPE can be read from: above all then each framework's own answer is wanted.
  if (isAboutBlock(snapshot, pointer, key, entry)) {
    parts.push(`**${l10n.t("In frameworks")}**`, frameworkLines(snapshot, runtimes).join("\n"));
  }
  if (rope === null) return parts;
  const { clientCommands } = context.client();
  if (clientCommands && ABOUT_LENGTH.has(key)) {
    parts.push(`[${l10n.t("Set the pretrained length…")}](${commandLink("ropeLens.setPretrainedLength", uri)})`);
  }
  const advice = ADVISED.has(key) ? context.advice.current(uri)?.ropes.find((known) => known.rope === rope) : undefined;
  const chart = advice === undefined ? null : disturbanceChart(advice);
  if (advice === undefined || chart === null) return parts;
  const { headline, evidence } = headlineOf(advice, null);
  parts.push(`---\n\n**${headline}** ${evidence}`, codeBlock(chart));
  parts.push(l10n.t("Disturbance of each frequency pair, from fast to slow; logarithmic from 0.0001 to 1 nat."));
  if (clientCommands) parts.push(`[${l10n.t("Open the preview")}](${commandLink("ropeLens.preview", uri)})`);
  return parts;
}

function codeBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function commandLink(command: string, uri: string): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([uri]))}`;
}
