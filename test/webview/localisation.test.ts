/** The page in another language: every text of it is, whatever it shows. */
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, expect } from "vitest";
import type { PageLocalisation } from "../../src/protocol/index.ts";
import { STRATEGY_IDS } from "../../src/rope/spec.ts";
import { RUNTIMES } from "../../src/runtimes/index.ts";
import { PSEUDO_TEXTS, untranslated } from "../support/pseudo-locale.ts";
import type { PreviewPage } from "./support/preview-page.ts";
import { configText, type Open, test } from "./support/preview-test.ts";
import { keepDrawnTexts, textsOf } from "./support/texts.ts";

const PSEUDO: PageLocalisation = { language: "qps-ploc", texts: PSEUDO_TEXTS };

/** Not the text of any other test, nor its bins below: what was answered in one language is not remembered for another. */
const LLAMA = `${configText("llama-2-7b-16k.json")} `;

/** A file's text, commands, keys of the keyboard and of a block, formulas. */
const NOT_OURS = "#diff, [role=menuitem]:has(.menu-command), kbd, code, .what-if-name, .prose sub, .prose i";

/** Names that are the same in every language. */
const NAMES = [
  ...STRATEGY_IDS,
  ...RUNTIMES.flatMap(({ title, short, name }) => [title, short, name]),
  ...["RoPE Lens", "PNG…", "SVG…", "CSV…", "JSON…", "Wu et al., EMNLP 2024", "Wu et al. 2024"],
  ...["rope_scaling (v4)", "rope_parameters (v5)", "llama-2-7b-16k/config.json", "config.json"],
  ...["LLaMA-2-7B", "Gemma 3 4B", "mod 2π", "gemma-3-4b/config.json"],
  ...["full_attention", "sliding_attention", "max_position_embeddings"],
];
/** Links to a rule's page. */
const RULE_CODE = /\b[a-z]+\/[a-z0-9-]+\b/g;

async function openFolds({ page }: PreviewPage): Promise<void> {
  for (const summary of await page.locator("details:not([open]) > summary").all()) {
    if (await summary.isVisible()) await summary.click();
  }
}

beforeAll(() => l10n.config({ contents: PSEUDO.texts }));
afterAll(() => l10n.config({ contents: {} }));

/** Opens a page and keeps what it draws. */
async function openPseudo(open: Open, options: Parameters<Open>[0] = {}): Promise<PreviewPage> {
  const preview = await open({ ...options, localisation: PSEUDO });
  await keepDrawnTexts(preview.page);
  await preview.page.reload();
  await preview.settled();
  return preview;
}

async function expectAllTranslated({ page, problems }: PreviewPage, least: number): Promise<void> {
  const all = await textsOf(page, NOT_OURS);
  expect(all.length).toBeGreaterThan(least);
  const texts = all.map((text) => text.replace(RULE_CODE, ""));
  expect(untranslated(texts, NAMES)).toEqual([]);
  expect(problems).toEqual([]);
}

test("every text of the page goes through l10n, with all of it open", async ({ open }) => {
  const preview = await openPseudo(open, { text: LLAMA });
  const { page } = preview;
  expect(await page.locator("html").getAttribute("lang")).toBe("qps-ploc");
  await openFolds(preview);
  await preview.settled();
  await expectAllTranslated(preview, 250);
  expect(await page.locator("#diff .token-fold").allTextContents()).toEqual([
    expect.stringMatching(/^⟦… \d+ more⟧$/),
    expect.stringMatching(/^⟦… \d+ more⟧$/),
  ]);

  const draws = (text: string) =>
    expect.poll(async () => (await textsOf(page, NOT_OURS)).some((one) => one.includes(text))).toBe(true);
  await page.locator("#pairs-chart").hover({ position: { x: 300, y: 40 } });
  await draws("⟦wavelength ");
  await page.locator("#angles-resonant").hover({ position: { x: 300, y: 40 } });
  await draws(" positions, ");
  await page.locator("#lengths-chart").hover({ position: { x: 200, y: 40 } });
  await draws(" tokens, ×");
  await page.locator("#zoom-in").click();
  await page.locator("#use-yarn").check();
  await preview.settled();
  await page.locator("#what-if-beta_fast").fill("20");
  await preview.settled();
  await page.locator("#what-if-beta_slow").fill("-1");
  await page.locator("#bins").fill("7");
  await page.keyboard.press("Enter");
  await page.locator("#use-fine-tuned").check();
  await page.locator("#pin").click();
  await preview.settled();
  await page.locator("#shape").selectOption({ index: 2 });
  await expectAllTranslated(preview, 250);
});

test("and so does what a chosen framework, an answer under way and typing change", async ({ open }) => {
  const preview = await openPseudo(open, { text: LLAMA });
  const { page, host } = preview;
  await page.locator("#bins").fill("300");
  await page.keyboard.press("Enter");
  await page.locator("#runtime").selectOption("llama.cpp");
  await preview.settled();
  await expectAllTranslated(preview, 150);
  preview.setSilent(true);
  await page.locator("#target").fill("8192");
  await page.keyboard.press("Enter");
  await page.waitForSelector('body[data-state="loading"]');
  await expectAllTranslated(preview, 150);
  const { id } = await preview.waitFor("query");
  host.send({ type: "progress", id, done: 9, total: 16 });
  await expect.poll(() => page.locator(".status").textContent()).toContain("9");
  await expectAllTranslated(preview, 150);
  preview.setSilent(false);
  await page.locator("#cancel").click();
  await preview.settled();
  host.type(LLAMA.replace("16384", "32768"));
  await page.waitForSelector('body[data-state="stale"]');
  await expectAllTranslated(preview, 150);
});

test("and so do several RoPEs, and a window within the pretrained one", async ({ open }) => {
  const preview = await openPseudo(open, { file: "gemma-3-4b.json" });
  await expectAllTranslated(preview, 20);
  await preview.page.locator("#tab-1").click();
  await preview.settled();
  await expectAllTranslated(preview, 20);
});

test("and so do the notices", async ({ open }) => {
  const preview = await openPseudo(open, { text: LLAMA });
  const { page, host } = preview;
  const shows = async (text: string, selector: string) => {
    host.open("llama-2-7b-16k/config.json", text);
    await expect.poll(() => page.locator(selector).isVisible()).toBe(true);
    await expectAllTranslated(preview, 5);
  };
  await shows(LLAMA.replace('"vocab_size"', "vocab_size"), ".banner");
  await page.reload();
  await shows('{ "model_type": "bert", "max_position_embeddings": 512 }', ".empty");
  await page.reload();
  await shows('{ "compilerOptions": {} }', ".empty");
  host.open(null, "");
  await page.reload();
  await expect.poll(() => page.locator(".empty code").count()).toBe(1);
  await expectAllTranslated(preview, 5);
});
