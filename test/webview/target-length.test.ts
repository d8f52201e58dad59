/** The target length, set by every control that sets it, and what is drawn while it changes. */
import { expect } from "vitest";
import { test } from "./support/preview-test.ts";

test("a length typed in, the slider and a click on the curve set the target length", async ({ open }) => {
  const preview = await open();
  const headline = (text: string) =>
    preview.page.waitForFunction((wanted) => document.querySelector("#answer-title")?.textContent === wanted, text);
  await preview.page.locator("#target").fill("8k");
  await preview.page.keyboard.press("Enter");
  await headline("resonant disturbs least: 0.00210");
  await preview.settled();
  expect(await preview.page.locator("#live").textContent()).toBe(
    "Target length 8192, ×2. resonant disturbs least: 0.00210",
  );
  await preview.page.locator("#target-slider").focus();
  for (let step = 0; step < 16; step++) await preview.page.keyboard.press("ArrowRight");
  await headline("resonant disturbs least: 0.00456");
  expect(await preview.page.locator("#target").inputValue()).toBe("16384");
  await preview.settled();
  const width = await preview.page.locator("#lengths-chart").evaluate((canvas) => canvas.clientWidth);
  // The curve ends at 32 times the pretrained length, 104 px before the right edge.
  await preview.page.locator("#lengths-chart").click({ position: { x: width - 106, y: 100 } });
  await preview.page.waitForFunction(() => document.querySelector<HTMLInputElement>("#target")?.value === "131072");
});

test("dragging the slider asks quick questions, and the whole one at the newest length when it rests", async ({
  open,
}) => {
  const preview = await open();
  const before = preview.host.received.length;
  const slider = await preview.page.locator("#target-slider").boundingBox();
  if (slider === null) throw new Error("the slider is not on the page");
  const y = slider.y + slider.height / 2;
  await preview.page.mouse.move(slider.x + 20, y);
  await preview.page.mouse.down();
  await preview.page.mouse.move(slider.x + slider.width - 1, y, { steps: 10 });
  await preview.page.mouse.up();
  await preview.page.waitForFunction(
    () =>
      document.body.dataset.state === "current" &&
      document.querySelector(".ranking caption")?.textContent?.includes("131072"),
  );
  await preview.settled();
  const queries = preview.host.received.slice(before).filter((message) => message.type === "query");
  expect(queries.some(({ quick }) => quick === true)).toBe(true);
  expect(queries.at(-1)?.quick).toBeUndefined();
  expect(queries.at(-1)?.query.targetLength).toBe(131072);
  expect(await preview.page.locator("#target").inputValue()).toBe("131072");
  expect(await preview.page.locator('[data-strategy="resonant"] .grids').textContent()).toMatch(/of 16$/);
});

test("a quick answer shows what it has, and what it lacks once the slider rests", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  const figures = async () => ({
    headline: await page.locator("#answer-title").textContent(),
    evidence: await page.locator("#answer-title + p").textContent(),
    grids: await page.locator('[data-strategy="resonant"] .grids').textContent(),
    bound: await page.locator(".bound").textContent(),
  });
  preview.setSilent(true);
  await page.locator("#target-slider").focus();
  // A length that no other test looks at: what is remembered comes whole.
  await page.keyboard.press("ArrowLeft");
  await preview.host.receive(await preview.waitFor("query"));
  await page.waitForSelector(".ranking .grids >> text=…");
  const quick = await figures();
  expect(quick).toMatchObject({ grids: "…", bound: expect.stringContaining("candidates: …,") });
  expect(quick.evidence).toMatch(/neighbours undisturbed; not yet compared on 16 grids\.$/);
  const whole = await preview.waitFor("query");
  expect(whole.quick).toBeUndefined();
  preview.setSilent(false);
  await preview.host.receive(whole);
  await preview.settled();
  const all = await figures();
  expect(all).toMatchObject({ headline: quick.headline, grids: "16 of 16" });
  expect(all.evidence).toMatch(/least on 16 of 16 grids\.$/);
});

test("what is below the screen is drawn when it is scrolled to, and without that before long", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  const sentence = () => page.locator(".sentence").first().textContent();
  const before = await sentence();
  preview.setSilent(true);
  await page.locator("#target-slider").focus();
  // A length that no other test looks at: what is remembered comes whole.
  await page.keyboard.press("ArrowRight");
  await preview.host.receive(await preview.waitFor("query"));
  await page.waitForSelector(".ranking .grids >> text=…");
  expect(await sentence()).toBe(before);
  await page.locator("#angles-resonant").scrollIntoViewIfNeeded();
  await page.waitForFunction((old) => document.querySelector(".sentence")?.textContent !== old, before);
  const scrolled = await sentence();
  await page.evaluate(() => scrollTo(0, 0));
  preview.setSilent(false);
  await preview.host.receive(await preview.waitFor("query"));
  await preview.settled();
  expect(await sentence()).toBe(scrolled);
});
