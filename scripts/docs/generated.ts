/** The parts of the documentation that say what the code says: tables between `<!-- generated: NAME -->` and `<!-- end -->`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Option } from "commander";
import { createProgram } from "../../src/cli/program.ts";

/** The pages that have such parts. */
export const PAGES = ["docs/cli.md", "docs/settings.md"] as const;

const PART = /(<!-- generated: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * @param page the text of a page
 * @returns the same with every generated part as it should be
 * @throws Error for a part that nothing is known of
 */
export function withGenerated(root: string, page: string): string {
  return page.replace(PART, (_, start: string, name: string, end: string) => `${start}${partOf(root, name)}${end}`);
}

function partOf(root: string, name: string): string {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (name === "settings") return settingsTable(root, manifest.contributes.configuration.properties);
  if (name === "project settings") return projectTable(root);
  if (name === "verbs")
    return table(
      ["verb", "what it does"],
      verbs().map((verb) => [link(verb.name()), verb.summary()]),
    );
  const verb = verbs().find((known) => `options of ${known.name()}` === name);
  if (verb === undefined) throw new Error(`nothing is known of "${name}"`);
  return table(
    ["option", ""],
    verb.options.map((option) => [code(option.flags), describe(option)]),
  );
}

/** The verbs of the command, by the parser that it has. */
export function verbs() {
  const quiet = { write: () => undefined, drained: async () => undefined, isTTY: false, columns: 80 };
  const io = {
    cwd: "/",
    env: {},
    stdout: quiet,
    stderr: quiet,
    version: "0",
    workerScript: null,
    readStdin: async () => new Uint8Array(),
    deferInterrupts: () => undefined,
    startServer: async () => undefined,
  };
  return createProgram(io, () => undefined).commands;
}

function describe({
  description,
  argChoices,
  mandatory,
  defaultValue,
  defaultValueDescription,
  optional,
  required,
}: Option) {
  const choices = argChoices === undefined ? "" : `: ${argChoices.map(code).join(", ")}`;
  const takesValue = required || optional;
  const given =
    defaultValueDescription ?? (takesValue && defaultValue !== undefined ? code(String(defaultValue)) : undefined);
  const otherwise = mandatory ? "; required" : given === undefined ? "" : `; without it: ${given}`;
  return `${description}${choices}${otherwise}`;
}

interface Setting {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

function settingsTable(root: string, settings: Readonly<Record<string, Setting>>): string {
  const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, "package.nls.json"), "utf8"));
  const rows = Object.entries(settings).map(([name, setting]) => {
    const description = (setting.markdownDescription ?? "").replace(/^%(.+)%$/, (_, key: string) => texts[key] ?? key);
    return [code(name), values(setting), code(JSON.stringify(setting.default)), description];
  });
  return table(["setting", "value", "default", ""], rows);
}

function projectTable(root: string): string {
  const schema = JSON.parse(readFileSync(join(root, "schemas/rope-lens.config.schema.json"), "utf8"));
  const rows = Object.entries<Setting>(schema.properties)
    .filter(([key]) => key !== "$schema")
    .map(([key, setting]) => [code(key), values(setting), setting.description ?? ""]);
  return table(["key", "value", ""], rows);
}

function values({ type, enum: allowed }: Setting): string {
  if (allowed !== undefined) return allowed.map(code).join(", ");
  return [type ?? []].flat().join(" or ");
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `|${cells.map((text) => (text === "" ? " " : ` ${cell(text)} `)).join("|")}|`;
  return `\n${[line(titles), `|${"---|".repeat(titles.length)}`, ...rows.map(line)].join("\n")}\n\n`;
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${text}\``;
}

function link(verb: string): string {
  return `[${verb}](#${verb})`;
}
