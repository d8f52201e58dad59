/** Every text of the extension goes through localisation, and every language has all of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");

function json(path: string): Record<string, string> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

/** Every source file of the extension and of its preview page, with its text. */
function sources(): { readonly file: string; readonly text: string }[] {
  return ["src", "webview"].flatMap((folder) => {
    const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({ file: join(folder, name), text: readFileSync(join(ROOT, folder, name), "utf8") }));
  });
}

const CALL = /\bl10n\.t\(/g;
const CALL_WITH_TEXT = /\bl10n\.t\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/g;

/** What a literal of such a call says: its quotes and backslashes are the only characters that are escaped. */
function textOf(call: RegExpMatchArray): string {
  return (call[1] ?? call[2] ?? "").replaceAll(/\\(.)/g, "$1");
}

/** What the schemas say of keys and types of blocks: shown in hovers and completions. */
function schemaTexts(): string[] {
  const { properties } = JSON.parse(readFileSync(join(ROOT, "schemas/model-config.schema.json"), "utf8"));
  const { definitions } = JSON.parse(readFileSync(join(ROOT, "schemas/rope-block.schema.json"), "utf8"));
  const known = [...Object.values<Described>(properties), ...Object.values<Described>(definitions)];
  return known.flatMap(({ title, description }) => [title, description]);
}

interface Described {
  readonly title: string;
  readonly description: string;
}

/** The texts in calls of l10n.t, in the client, on the page and in what the server says, and those of the schemas. */
function localisedTexts(): string[] {
  const calls = sources().flatMap(({ text }) => [...text.matchAll(CALL_WITH_TEXT)]);
  const texts = calls.map(textOf);
  return [...new Set([...texts, ...schemaTexts()])].sort();
}

/** The placeholders of a manifest: "%command.preview%". */
function manifestKeys(): string[] {
  const manifest = readFileSync(join(ROOT, "package.json"), "utf8");
  return [...new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = ""]) => key))].sort();
}

test("every call of l10n.t names its text where it stands, so that it can be collected", () => {
  for (const { file, text } of sources()) {
    const collected = [...text.matchAll(CALL_WITH_TEXT)].length;
    expect({ file, calls: collected }).toEqual({ file, calls: [...text.matchAll(CALL)].length });
  }
  expect(localisedTexts().length).toBeGreaterThan(100);
});

const placeholders = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([placeholder]) => placeholder).sort();

for (const bundle of ["l10n/bundle.l10n.json", "l10n/bundle.l10n.zh-cn.json"]) {
  test(`${bundle} has every text of client, page and server and no other`, () => {
    expect(Object.keys(json(bundle)).sort()).toEqual(localisedTexts());
  });

  test(`${bundle} keeps the placeholders of each text`, () => {
    for (const [text, translation] of Object.entries(json(bundle))) {
      expect(placeholders(translation)).toEqual(placeholders(text));
    }
  });
}

for (const bundle of ["package.nls.json", "package.nls.zh-cn.json"]) {
  test(`${bundle} has every text of the manifest and no other`, () => {
    expect(Object.keys(json(bundle)).sort()).toEqual(manifestKeys());
  });
}
