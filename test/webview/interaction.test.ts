/** Every way to change what the page shows, by mouse and by keyboard; the target length has a file of its own. */
import { expect } from "vitest";
import { expectPair } from "./support/expect-pair.ts";
import { last } from "./support/page-messages.ts";
import { configText, test } from "./support/preview-test.ts";

test("the arrow keys, Page Up and Down, Home and End move the pair", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#pairs-plot").focus();
  const presses: [string, number][] = [
    ["ArrowRight", 13],
    ["ArrowLeft", 12],
    ["PageDown", 20],
    ["PageUp", 12],
    ["End", 63],
    ["ArrowRight", 63],
    ["Home", 0],
  ];
  for (const [key, pair] of presses) {
    await preview.page.keyboard.press(key);
    await expectPair(preview, pair);
  }
});

test("a click in the pair chart selects the pair below it", async ({ open }) => {
  const preview = await open();
  const width = await preview.page.locator("#pairs-chart").evaluate((canvas) => canvas.clientWidth);
  // The plot runs from the axis of 44 px to 8 px before the right edge; a pair is a 64th of it.
  const x = 44 + ((width - 44 - 8) * (40 + 0.5)) / 64;
  await preview.page.locator("#pairs-chart").click({ position: { x, y: 150 } });
  await expectPair(preview, 40);
});

test("a click in a heatmap selects the pair of its row", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#heatmap-none").click({ position: { x: 100, y: 22 * 4 + 2 } });
  await expectPair(preview, 22);
});

test("the stepper, the field and the links to the worst pairs select a pair", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#pair-next").click();
  await expectPair(preview, 13);
  await preview.page.locator("#pair-previous").click();
  await expectPair(preview, 12);
  await preview.page.locator("#pair").fill("31");
  await preview.page.keyboard.press("Enter");
  await expectPair(preview, 31);
  await preview.page.locator("#worst-22").click();
  await expectPair(preview, 22);
});

test("a number out of range is marked and not sent, and Escape restores the field", async ({ open }) => {
  const preview = await open();
  const field = preview.page.locator("#pair");
  const queries = preview.host.received.length;
  await field.fill("64");
  await preview.page.keyboard.press("Enter");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  expect(preview.host.received.length).toBe(queries);
  await preview.page.keyboard.press("Escape");
  expect(await field.inputValue()).toBe("12");
  expect(await field.getAttribute("aria-invalid")).toBeNull();
});

test("to be fine-tuned makes one list by mean disturbance", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#use-as-is").focus();
  await preview.page.keyboard.press("ArrowRight");
  await preview.page.waitForFunction(() => document.querySelectorAll(".ranking tbody")[0]?.children.length === 7);
  await preview.settled();
  expect(last(preview, "query").query.use).toBe("fine-tuned");
  expect(await preview.page.locator(".ranking .strategy-title").allInnerTexts()).toEqual([
    "resonant",
    "distributional",
    "llama3",
    "linear",
    "yarn",
    "ntk",
    "none",
    "dynamic",
  ]);
  expect(await preview.page.locator('[data-strategy="linear"] .tag').textContent()).toBe("needs fine-tuning");
  expect(await preview.page.evaluate(() => document.activeElement?.id)).toBe("use-fine-tuned");
  expect(await preview.page.locator("#live").textContent()).toContain("resonant disturbs least: 0.00456");
});

test("a runtime that cannot run resonant leaves it out, and the next is recommended", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#runtime").selectOption("llama.cpp");
  await preview.page.waitForFunction(() =>
    document.querySelector("#answer-title")?.textContent?.startsWith("Of what llama.cpp"),
  );
  await preview.settled();
  expect(await preview.page.locator("#answer-title").textContent()).toBe(
    "Of what llama.cpp runs, llama3 disturbs least: 0.02646",
  );
  expect(await preview.page.locator("#insert").textContent()).toBe("Insert llama3…");
  expect(await preview.page.locator('[data-strategy="resonant"] .tag').textContent()).toBe("not in llama.cpp");
  expect(await preview.page.locator(".chosen-runtime").textContent()).toBe("cpp");
  expect(await preview.page.locator(".runtimes .chosen th").textContent()).toBe("llama.cpp");
});

test("choosing a strategy changes button, diff, strip, charts and runtimes, and the focus stays", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#use-resonant").focus();
  await preview.page.keyboard.press("ArrowDown");
  await preview.page.waitForFunction(() => document.querySelector("#insert")?.textContent === "Insert llama3…");
  await preview.settled();
  expect(await preview.page.evaluate(() => document.activeElement?.id)).toBe("use-llama3");
  expect(await preview.page.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00456");
  expect(await preview.page.locator(".line.added").allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringContaining('"rope_type": "llama3"')]),
  );
  expect(await preview.page.locator("#factors-text b").textContent()).toBe("llama3");
  expect(await preview.page.locator(".legend li").allInnerTexts()).toEqual(["llama3", "yarn", "none"]);
  expect(await preview.page.locator("#runtimes-title").textContent()).toBe("Where llama3 runs");
});

test("the check boxes decide what is drawn: the chosen and the last two", async ({ open }) => {
  const preview = await open();
  const legend = () => preview.page.locator(".legend li").allInnerTexts();
  const drawn = (names: string) =>
    preview.page.waitForFunction(
      (wanted) => [...document.querySelectorAll(".legend li")].map((entry) => entry.textContent).join() === wanted,
      names,
    );
  expect(await preview.page.locator("#draw-resonant").isDisabled()).toBe(true);
  await preview.page.locator("#draw-linear").focus();
  await preview.page.keyboard.press("Space");
  await drawn("resonant,none,linear");
  expect(await preview.page.evaluate(() => document.activeElement?.id)).toBe("draw-linear");
  await preview.page.locator("#draw-none").uncheck();
  await drawn("resonant,linear");
  await preview.settled();
  expect(await legend()).toEqual(["resonant", "linear"]);
  expect(await preview.page.locator(".angle-row").count()).toBe(2);
  await preview.page.waitForFunction(() => document.querySelectorAll(".heatmap").length === 2);
});

test("the bins can be chosen", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#bins").fill("720");
  await preview.page.keyboard.press("Enter");
  await preview.page.waitForFunction(() =>
    document.querySelector(".sentence")?.textContent?.includes("of the 720 bins"),
  );
  expect(last(preview, "query").query.bins).toBe(720);
});

test("the dialect changes the block", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#dialect").selectOption("v5");
  await preview.page.waitForFunction(() =>
    [...document.querySelectorAll(".line.added .token-key")].some((key) => key.textContent === '"rope_parameters"'),
  );
  expect(await preview.page.locator(".line.added .token-key").allInnerTexts()).toContain('"rope_theta"');
});

test("the tabs switch the layer type by arrow keys", async ({ open }) => {
  const preview = await open({ file: "gemma-3-4b.json" });
  await preview.page.locator("#tab-0").focus();
  await preview.page.keyboard.press("ArrowRight");
  await preview.page.waitForSelector('#tab-1[aria-selected="true"]');
  expect(await preview.page.locator(".empty h2").textContent()).toBe("Nothing to extend in sliding layers");
  expect(await preview.page.evaluate(() => document.activeElement?.id)).toBe("tab-1");
});

test("the choices survive a reload, and editing the file keeps them", async ({ open }) => {
  const preview = await open();
  await preview.page.locator("#use-yarn").check();
  await preview.page.locator("#pair").fill("31");
  await preview.page.keyboard.press("Enter");
  await expectPair(preview, 31);
  await preview.page.reload();
  await preview.settled();
  expect(await preview.page.locator("#use-yarn").isChecked()).toBe(true);
  await expectPair(preview, 31);
  preview.host.open("llama-2-7b-16k/config.json", configText("llama-2-7b-16k.json").replace("16384", "8192"));
  await preview.page.waitForFunction(() => document.querySelector<HTMLInputElement>("#target")?.value === "8192");
  expect(await preview.page.locator("#use-yarn").isChecked()).toBe(true);
  await expectPair(preview, 31);
});

test("the heads of the table sort it, and the third press brings back the ranking", async ({ open }) => {
  const { page } = await open();
  const order = () => page.locator(".ranking .strategy-title").allInnerTexts();
  const ranking = await order();
  await page.locator("#sort-shift").click();
  expect((await order()).at(0)).toBe("none");
  expect((await order()).at(-1)).toBe("linear");
  expect(await page.locator("th.shift").getAttribute("aria-sort")).toBe("ascending");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("sort-shift");
  await page.locator("#sort-shift").click();
  expect((await order()).at(0)).toBe("linear");
  await page.locator("#sort-shift").click();
  expect(await order()).toEqual(ranking);
});

test("the angles are drawn as bars, as logarithmic bars and as a circle, in degrees or radians", async ({ open }) => {
  const { page } = await open();
  const picture = () =>
    page.locator("#angles-yarn").evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  const pictures = [await picture()];
  for (const [select, option] of [
    ["#shape", "bars, logarithmic"],
    ["#shape", "circle"],
  ] as const) {
    await page.locator(select).selectOption({ label: option });
    pictures.push(await picture());
  }
  expect(new Set(pictures).size).toBe(3);
  expect(await page.locator("#arc").isDisabled()).toBe(true);
  const degrees = await picture();
  await page.locator("#unit").selectOption({ label: "radians" });
  expect(await picture()).not.toBe(degrees);
});

test("Tab reaches every control, a radio group as one stop", async ({ open }) => {
  const { page } = await open();
  const controls = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>("button, input, select, summary, [tabindex='0']");
    const reachable = [...all].filter((element) => {
      const other = element instanceof HTMLInputElement && element.type === "radio" && !element.checked;
      return element.checkVisibility() && !element.matches(":disabled") && !other;
    });
    for (const [index, element] of reachable.entries()) element.dataset.stop = String(index);
    return reachable.length;
  });
  expect(controls).toBeGreaterThan(40);
  const stops: (string | undefined)[] = [];
  for (let press = 0; press < controls; press++) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.stop));
  }
  expect(stops).toEqual(stops.map((_, index) => String(index)));
});
