/** A test that opens the preview page; pages close when it ends, the browser after the last file. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { test as base } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { openEmpty, openFile, openPreview, type PageOptions, type PreviewPage } from "./preview-page.ts";

export type Open = (options?: PageOptions & { readonly file?: string; readonly text?: string }) => Promise<PreviewPage>;

interface Fixtures {
  browser: Browser;
  /** Opens a config of test/fixtures/preview or a text of the test's own; LLaMA-2 7B at 16384 when neither is named. */
  open: Open;
  /** The page with nothing in it yet. */
  openBlank: (options?: PageOptions) => Promise<PreviewPage>;
}

export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures used from the pattern
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  open: async ({ browser }, use) => {
    const opened: PreviewPage[] = [];
    await use(async ({ file = "llama-2-7b-16k.json", text, ...options } = {}) => {
      const preview = await openPreview(browser, options);
      opened.push(preview);
      await openFile(preview, file.replace(/\.json$/, "/config.json"), text ?? configText(file));
      return preview;
    });
    for (const preview of opened) await preview.close();
  },
  openBlank: async ({ browser }, use) => {
    const opened: PreviewPage[] = [];
    await use(async (options) => {
      const preview = await openPreview(browser, options);
      opened.push(preview);
      await openEmpty(preview);
      return preview;
    });
    for (const preview of opened) await preview.close();
  },
});

export function configText(file: string): string {
  return readFileSync(fileURLToPath(new URL(`../../fixtures/preview/${file}`, import.meta.url)), "utf8");
}
