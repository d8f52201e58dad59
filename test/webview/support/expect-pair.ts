import { expect } from "vitest";
import type { PreviewPage } from "./preview-page.ts";

/** Every place that names the selected pair names this one. */
export async function expectPair({ page, ...preview }: PreviewPage, pair: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector("#angles-title")?.textContent === `Angles of pair ${wanted}`,
    pair,
  );
  await preview.settled();
  expect(await page.locator("#pairs-plot").getAttribute("aria-valuenow")).toBe(String(pair));
  expect(await page.locator("#pair").inputValue()).toBe(String(pair));
  await page.waitForFunction(
    (wanted) =>
      document
        .querySelector(".angle-row canvas")
        ?.getAttribute("aria-label")
        ?.startsWith(`Histogram of pair ${wanted},`),
    pair,
  );
}
