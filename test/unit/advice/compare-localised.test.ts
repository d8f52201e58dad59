/** The comparison in another language: every text of it is. */
import { readdirSync, readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, expect, test } from "vitest";
import { comparisonSteps, comparisonText } from "../../../src/advice/index.ts";
import { readConfig } from "../../../src/config/index.ts";
import { runAtOnce } from "../../../src/rope/index.ts";
import { RUNTIMES } from "../../../src/runtimes/index.ts";
import { PSEUDO_TEXTS, untranslated } from "../../support/pseudo-locale.ts";

const CORPUS = new URL("../../fixtures/corpus/", import.meta.url);

beforeAll(() => l10n.config({ contents: PSEUDO_TEXTS }));
afterAll(() => l10n.config({ contents: {} }));

const TEXTS = readdirSync(CORPUS).map((name) => readFileSync(new URL(name, CORPUS), "utf8"));

/** Keys and values of the files, types of RoPE, frameworks. */
const NAMES = [
  ...TEXTS.flatMap((text) => [...text.matchAll(/"([^"\n]+)"/g)].map(([, word = ""]) => word)),
  ...["default", "linear", "longrope", "yarn", "llama3", "qwen-dynamic-ntk", "factor", "truncate", "mscale", "true"],
  ...RUNTIMES.flatMap(({ title, releases }) => [title, ...releases]),
  ...["float32", "KiB", "MiB", "GiB", "before.json", "after.json", "```text"],
];
/** Keys as transformers spells them, and frameworks' exceptions. */
const IDENTIFIER = /\b\w+(?:\\?_\w+)+\b|\b[\w:]*Error\b.*/g;

test("every text of a comparison goes through l10n", () => {
  const pages = TEXTS.flatMap((before, index) => {
    const after = TEXTS[(index + 1) % TEXTS.length] ?? before;
    const steps = comparisonSteps(readConfig(before), readConfig(after), { bins: 36, runtimes: [] });
    const comparison = runAtOnce(steps);
    return comparison === null ? [] : comparisonText(comparison, { before: "before.json", after: "after.json" });
  });
  expect(pages.length).toBeGreaterThan(15);
  const cells = pages.flatMap((page) => page.split(/\n|(?<!\\)\|/)).map((cell) => cell.trim());
  expect(
    untranslated(
      [...new Set(cells)].map((cell) => cell.replaceAll(IDENTIFIER, "")),
      NAMES,
    ),
  ).toEqual([]);
});
