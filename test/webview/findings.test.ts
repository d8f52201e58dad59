/** What the rules find in the file, on the page. */
import { expect } from "vitest";
import { violations } from "./support/axe.ts";
import { configText, test } from "./support/preview-test.ts";

test("a finding leads to its line and to its rule's page", async ({ open }) => {
  const config = JSON.parse(configText("llama-2-7b-16k.json"));
  const text = JSON.stringify({ ...config, rope_scaling: { type: "linear", factor: 0.5 } }, null, 2);
  const preview = await open({ text });
  const { page, host } = preview;
  const count = await page.locator("#findings > summary").textContent();
  expect(count).toMatch(/^\d+ findings? in this file$/);
  await page.locator("#findings > summary").click();
  const items = await page.locator(".finding").allInnerTexts();
  expect(items).toHaveLength(Number.parseInt(count ?? "", 10));
  const code = (await page.locator("#finding-0-page").textContent()) ?? "";
  expect(code).toMatch(/^[a-z-]+\/[a-z-]+$/);
  await page.locator("#finding-0-page").click();
  expect(await preview.waitFor("open")).toMatchObject({ target: "rule", uri: code });
  const line = Number((await page.locator("#finding-0").textContent())?.replace("Line ", ""));
  await page.locator("#finding-0").click();
  expect(await preview.waitFor("open")).toMatchObject({ target: "line", line });
  expect(host.content.split("\n").length).toBeGreaterThanOrEqual(line);
  expect(await violations(preview)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1200);
  await preview.shoot("findings");
});
