/** Zooming and moving the histograms, and what of the page's looks survives a reload. */
import { expect } from "vitest";
import { violations } from "./support/axe.ts";
import type { PreviewPage } from "./support/preview-page.ts";
import { test } from "./support/preview-test.ts";

/** The part of the circle shown, once it has been drawn. */
async function part({ page, ...preview }: PreviewPage): Promise<string> {
  await preview.settled();
  const label = await page.locator(".angle-rows").getAttribute("aria-label");
  return label?.replace("Histograms, ", "") ?? "";
}

/** Turns the wheel over the middle of the first histogram's plot. */
async function wheel({ page }: PreviewPage, deltaX: number, deltaY: number): Promise<void> {
  const box = await page.locator("#angles-resonant").boundingBox();
  if (box === null) throw new Error("no histogram");
  await page.mouse.move(box.x + 44 + (box.width - 48) / 2, box.y + 40);
  await page.mouse.wheel(deltaX, deltaY);
}

test("Ctrl and the wheel zoom, the wheel alone scrolls the page, and sideways it moves", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  await page.locator("#angles-resonant").scrollIntoViewIfNeeded();
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await scrolled();
  await page.keyboard.down("Control");
  await wheel(preview, 0, -200);
  await page.keyboard.up("Control");
  await page.waitForFunction(() => document.querySelector(".angle-rows.zoomed"));
  const [, from, to] = /^([\d.]+)° to ([\d.]+)°$/.exec(await part(preview)) ?? [];
  expect(Number(to) - Number(from)).toBeLessThan(190);
  expect(Number(from)).toBeGreaterThan(80);
  expect(await scrolled()).toBe(before);
  expect(await page.locator("#arc option:checked").textContent()).toBe(`${from}° to ${to}°`);
  await wheel(preview, 100, 0);
  await page.waitForFunction(
    (old) => document.querySelector(".angle-rows")?.getAttribute("aria-label") !== `Histograms, ${old}`,
    `${from}° to ${to}°`,
  );
  await wheel(preview, 0, 120);
  await page.waitForFunction((old) => scrollY !== old, before);
});

test("dragging moves what is shown", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  await page.locator("#arc").selectOption({ label: "90° to 180°" });
  expect(await part(preview)).toBe("90° to 180°");
  await page.locator("#angles-resonant").scrollIntoViewIfNeeded();
  const box = await page.locator("#angles-resonant").boundingBox();
  if (box === null) throw new Error("no histogram");
  await page.mouse.move(box.x + 600, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 40, { steps: 4 });
  await page.mouse.up();
  const [, from, to] = /^([\d.]+)° to ([\d.]+)°$/.exec(await part(preview)) ?? [];
  expect(Number(from)).toBeGreaterThan(105);
  expect(Number(to) - Number(from)).toBeCloseTo(90, 6);
  await page.mouse.move(box.x + 100, box.y + 40);
  expect(await part(preview)).toBe(`${from}° to ${to}°`);
});

test("the keys and the buttons zoom, move and reset", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  await page.locator(".angle-rows").focus();
  const presses: [string, string][] = [
    ["+", "90° to 270°"],
    ["+", "135° to 225°"],
    ["ArrowRight", "158° to 248°"],
    ["End", "270° to 360°"],
    ["Home", "0° to 90°"],
    ["-", "0° to 180°"],
    ["0", "whole circle"],
  ];
  for (const [key, expected] of presses) {
    await page.keyboard.press(key);
    expect(await part(preview), key).toBe(expected);
  }
  expect(await page.locator("#zoom-out").isDisabled()).toBe(true);
  await page.locator("#zoom-in").click();
  expect(await part(preview)).toBe("90° to 270°");
  expect(await page.locator(".angle-zoom [role=status]").textContent()).toBe("Angles: 90° to 270°");
  expect(await violations(preview)).toEqual([]);
  await preview.shoot("zoomed");
  await page.locator("#zoom-reset").click();
  expect(await part(preview)).toBe("whole circle");
  expect(await page.locator("#arc").inputValue()).toBe("0");
});

test("circles cannot be zoomed", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  await page.locator("#shape").selectOption({ label: "circle" });
  await preview.settled();
  expect(await page.locator("#zoom-in").isDisabled()).toBe(true);
  expect(await page.locator(".angle-rows").getAttribute("tabindex")).toBeNull();
});

test("zoom, shape, unit, order, place and what is folded survive a reload, and another file's choices with them", async ({
  open,
}) => {
  const preview = await open();
  const { page } = preview;
  await page.locator("#shape").selectOption({ label: "bars, logarithmic" });
  await page.locator("#unit").selectOption({ label: "radians" });
  await page.locator("#heatmaps-block > summary").click();
  await page.locator("#diff-toggle").click();
  await page.locator("#sort-shift").click();
  await page.locator("#zoom-in").click();
  await page.locator("#zoom-in").click();
  await page.locator(".as-table > summary").click();
  await page.locator("#pair-next").click();
  await preview.settled();
  await page.evaluate(() => {
    // A webview does not go back to the place by itself, as a browser's tab does.
    history.scrollRestoration = "manual";
    const ended = new Promise((done) => addEventListener("scrollend", done, { once: true }));
    scrollTo(0, 700);
    return ended;
  });
  await page.reload();
  await preview.settled();
  expect(await part(preview)).toBe("135° to 225°");
  expect(await page.locator("#zoom-out").isDisabled()).toBe(false);
  expect(await page.locator("th.shift").getAttribute("aria-sort")).toBe("ascending");
  expect(await page.locator(".as-table").getAttribute("open")).toBe("");
  expect(await page.evaluate(() => scrollY)).toBe(700);
  expect(await page.locator("#shape option:checked").textContent()).toBe("bars, logarithmic");
  expect(await page.locator("#unit option:checked").textContent()).toBe("radians");
  expect(await page.locator("#heatmaps-block").getAttribute("open")).toBeNull();
  expect(await page.locator("#lengths-block").getAttribute("open")).toBe("");
  expect(await page.locator("#diff").isVisible()).toBe(false);
  expect(await page.locator("#pair").inputValue()).toBe("13");
});
