/** Every text of the extension goes through localisation, and every language has all of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");

function json(path: string): Record<string, string> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

/** The texts in calls of l10n.t in src/client. */
function localisedTexts(): string[] {
  const folder = join(ROOT, "src", "client");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const calls = files.flatMap((file) => [
    ...readFileSync(join(folder, file), "utf8").matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g),
  ]);
  return [...new Set(calls.map(([, text = ""]) => text))].sort();
}

/** The placeholders of a manifest: "%command.preview%". */
function manifestKeys(): string[] {
  const manifest = readFileSync(join(ROOT, "package.json"), "utf8");
  return [...new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = ""]) => key))].sort();
}

const placeholders = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([placeholder]) => placeholder).sort();

for (const bundle of ["l10n/bundle.l10n.json", "l10n/bundle.l10n.zh-cn.json"]) {
  test(`${bundle} has every text of the client and no other`, () => {
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
