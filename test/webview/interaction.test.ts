/** Every way to change what the page shows, by mouse and by keyboard. */
import { expect } from "vitest";
import type { PageMessage } from "../../src/protocol/index.ts";
import type { PreviewPage } from "./support/preview-page.ts";
import { configText, test } from "./support/preview-test.ts";

function last<T extends PageMessage["type"]>({ host }: PreviewPage, type: T) {
  const found = host.received.findLast(
    (message): message is Extract<PageMessage, { type: T }> => message.type === type,
  );
  if (found === undefined) throw new Error(`the page sent no ${type}`);
  return found;
}

async function expectPair({ page, ...preview }: PreviewPage, pair: number): Promise<void> {
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
