/** The page in four themes and at every width of the design. Pictures go to test-results/webview. */
import { describe, expect } from "vitest";
import type { PageThemeName } from "../../scripts/webview/themes.ts";
import { violations } from "./support/axe.ts";
import { drawingOf, hasColor } from "./support/pixels.ts";
import { test } from "./support/preview-test.ts";

const THEMES: readonly PageThemeName[] = ["dark", "light", "high-contrast", "high-contrast-light"];
const RESONANT: Readonly<Record<PageThemeName, string>> = {
  dark: "#5ea9ff",
  light: "#0b57b8",
  "high-contrast": "#72b8ff",
  "high-contrast-light": "#0b57b8",
};

describe.each(THEMES)("in the theme %s", (theme) => {
  test("every canvas is drawn, in the theme's colours", async ({ open }) => {
    const preview = await open({ theme });
    for (const canvas of ["#pairs-chart", "#angles-resonant", "#angles-none", "#heatmap-yarn", "#lengths-chart"]) {
      const drawing = await drawingOf(preview.page, canvas);
      expect(drawing.painted, canvas).toBeGreaterThan(0.01);
      expect(drawing.colors, canvas).toBeGreaterThan(4);
    }
    expect(await hasColor(preview.page, "#angles-resonant", RESONANT[theme])).toBe(true);
    expect(preview.problems).toEqual([]);
    await preview.shoot(`${theme}-1200`);
  });

  test("axe-core finds nothing, with the menus and folds open", async ({ open }) => {
    const preview = await open({ theme });
    await preview.page.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
    });
    await preview.page.waitForSelector(".data tbody tr");
    expect(await violations(preview)).toEqual([]);
    const narrow = await open({ theme, width: 360 });
    expect(await violations(narrow)).toEqual([]);
  });
});

test("a change of theme redraws the charts in the new colours", async ({ open }) => {
  const preview = await open({ theme: "dark" });
  await preview.setTheme("light");
  await expect.poll(() => hasColor(preview.page, "#angles-resonant", RESONANT.light), { timeout: 20_000 }).toBe(true);
  expect(await hasColor(preview.page, "#angles-resonant", RESONANT.dark)).toBe(false);
});

test.for([360, 480, 560, 600, 640, 720, 860, 900, 960, 1080, 1180, 1200])(
  "nothing overflows sideways at %i px with a wide font, and no label of the slider meets another",
  async (width, { open }) => {
    const preview = await open({ width, wideFont: true });
    const overflowing = await preview.page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((element) => element.closest(".code, .unseen, .scroll") === null)
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
        .map((element) => `${element.tagName} ${element.className}`),
    );
    expect(overflowing).toEqual([]);
    expect(await preview.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const ticks = await preview.page
      .locator(".slider-ticks > span")
      .evaluateAll((labels) =>
        labels.map((label) => label.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
      );
    for (const [index, { left }] of ticks.entries()) expect(left).toBeGreaterThan(ticks[index - 1]?.right ?? 0);
    await preview.shoot(`wide-font-${width}`);
  },
);

test("a narrow page starts with diff, heatmaps and runtimes folded and a quarter of the circle", async ({ open }) => {
  const { page } = await open({ width: 360 });
  expect(await page.locator("#diff").isVisible()).toBe(false);
  expect(await page.locator("#heatmaps-block").getAttribute("open")).toBeNull();
  expect(await page.locator("#runtimes-block").getAttribute("open")).toBeNull();
  expect(await page.locator("#arc").inputValue()).toBe("3");
});

test("at 1200 px the answer stands beside the diff and three heatmaps in a row, a bin to a pixel", async ({ open }) => {
  const { page } = await open();
  const top = (selector: string) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
  expect(Math.abs((await top(".answer-text")) - (await top(".diff")))).toBeLessThan(1);
  expect(await top("#heatmap-resonant")).toBe(await top("#heatmap-none"));
  expect((await drawingOf(page, "#heatmap-none")).width).toBe(360);
});

test("the page is whole at twice the zoom", async ({ open }) => {
  const preview = await open({ width: 600 });
  await preview.page.evaluate(() => document.documentElement.style.setProperty("--vscode-font-size", "26px"));
  expect(await preview.page.evaluate(() => document.documentElement.scrollWidth)).toBe(600);
});
