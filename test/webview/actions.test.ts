/** What the page does beyond itself: inserting, measuring, copying, saving, pinning. */
import { expect } from "vitest";
import { last } from "./support/page-messages.ts";
import { test } from "./support/preview-test.ts";

test("Insert sends what is on screen and the file then has the block", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#insert").click();
  await preview.page.waitForFunction(() => document.querySelector("#live")?.textContent === "resonant inserted.");
  expect(last(preview, "insert")).toMatchObject({
    strategy: "resonant",
    documentVersion: 1,
    query: { targetLength: 16384 },
  });
  const config = JSON.parse(preview.host.content);
  expect(config.rope_scaling).toMatchObject({
    rope_type: "longrope",
    factor: 4,
    original_max_position_embeddings: 4096,
  });
  expect(config.rope_scaling.long_factor).toHaveLength(64);
});

test("Measure on my model is for the window on screen", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#measure-link").click();
  expect(await preview.waitFor("measure")).toMatchObject({ query: { rope: 0, targetLength: 16384 } });
});

test("Ctrl+Enter inserts from anywhere on the page", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#pairs-plot").focus();
  await preview.page.keyboard.press("Control+Enter");
  await preview.page.waitForFunction(() => document.querySelector("#live")?.textContent === "resonant inserted.");
  expect(preview.host.received.filter(({ type }) => type === "insert")).toHaveLength(1);
});

test("the parameters and the citation are copied as text", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#copy-parameters").click();
  await preview.page.waitForFunction(() => document.querySelector("#live")?.textContent === "Parameters copied.");
  const parameters = JSON.parse(last(preview, "copy").text);
  expect(parameters.rope_scaling.rope_type).toBe("longrope");
  expect(parameters.rope_scaling.short_factor).toHaveLength(64);
  await preview.page.locator(".fold summary", { hasText: "Method" }).click();
  await preview.page.locator("button", { hasText: "Copy citation" }).click();
  await preview.page.waitForFunction(() => document.querySelector("#live")?.textContent === "Citation copied.");
  expect(last(preview, "copy").text).toContain("arXiv:2410.01490");
});

test("PNG, CSV and JSON hold the charts and the numbers", async ({ open }) => {
  const preview = await open();
  const saved = async (label: string) => {
    await preview.page.locator(".export button", { hasText: label }).click();
    const { name, base64 } = last(preview, "save");
    return { name, bytes: Buffer.from(base64, "base64") };
  };
  const csv = await saved("CSV");
  expect(csv.name).toBe("config-rope-16384.csv");
  const lines = csv.bytes.toString("utf8").trimEnd().split("\r\n");
  expect(lines).toHaveLength(65);
  expect(lines[0]).toMatch(/^pair,wavelength,resonant disturbance,resonant factor,/);
  const json = JSON.parse((await saved("JSON")).bytes.toString("utf8"));
  expect(json.strategies[0]).toMatchObject({ id: "resonant", gridWins: 1 });
  expect(json.targetLength).toBe(16384);
  const png = (await saved("PNG")).bytes;
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBeGreaterThan(1000);
  expect(png.readUInt32BE(20)).toBeGreaterThan(1500);
});

test("the pin is told to the host", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#pin").click();
  expect(await preview.page.locator("#pin").getAttribute("aria-pressed")).toBe("true");
  expect(last(preview, "pin").pinned).toBe(true);
});
