/** The export as SVG: the same charts as on the page, as lines and text. */
import { mkdirSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { PreviewPage } from "./support/preview-page.ts";
import { configText, test } from "./support/preview-test.ts";

async function svgOf(preview: PreviewPage): Promise<string> {
  await preview.page.locator(".export button", { hasText: "SVG" }).click();
  // What fails in the page is seen here, before an answer is waited for in vain.
  await preview.page.evaluate(() => new Promise((done) => setTimeout(done)));
  expect(preview.problems).toEqual([]);
  const { name, base64 } = await preview.waitFor("save");
  expect(name).toMatch(/\.svg$/);
  return Buffer.from(base64, "base64").toString("utf8");
}

interface Facts {
  readonly error: string | null;
  readonly tags: Readonly<Record<string, number>>;
  readonly texts: readonly string[];
  readonly colors: readonly string[];
  readonly invalid: readonly string[];
}

/** What an SVG is made of, as the browser reads it. */
function factsOf({ page }: PreviewPage, svg: string): Promise<Facts> {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...parsed.querySelectorAll("*")];
    const tags: Record<string, number> = {};
    for (const { tagName } of all) tags[tagName] = (tags[tagName] ?? 0) + 1;
    return {
      error: parsed.querySelector("parsererror")?.textContent ?? null,
      tags,
      texts: [...parsed.querySelectorAll("text")].map((element) => element.textContent ?? ""),
      colors: all.flatMap((element) =>
        [element.getAttribute("stroke") ?? [], element.getAttribute("fill") ?? []].flat(),
      ),
      invalid: all
        .flatMap((element) => [...element.attributes].map(({ value }) => value))
        .filter((value) => !value.startsWith("data:") && /NaN|undefined/.test(value)),
    };
  }, svg);
}

test("every chart is lines and text; only the cells of the heatmaps are pictures", async ({ open }) => {
  const preview = await open();
  const svg = await svgOf(preview);
  const { error, tags, texts, colors, invalid } = await factsOf(preview, svg);
  expect(error).toBeNull();
  expect(invalid).toEqual([]);
  expect(tags.image).toBe(3);
  expect((tags.path ?? 0) + (tags.rect ?? 0)).toBeGreaterThan(1500);
  expect(texts[0]).toBe("LLaMA-2-7B, 4096 to 16384 tokens, 360 bins: resonant disturbs least: 0.00456");
  for (const text of [
    "frequency pair, and its wavelength in tokens",
    // A tick that only a wide chart has.
    "56",
    "pair 12",
    "rotary angle",
    "target length, tokens",
  ]) {
    expect(texts).toContain(text);
  }
  // A clip path on an element that is moved would hide it: so the labels of an axis were lost.
  expect(svg).not.toMatch(/<[a-z]+ (?=[^>]*transform=)(?=[^>]*clip-path=)[^>]*>/);
  // resonant's lines, and new angles.
  expect(colors).toContain("#5ea9ff");
  expect(colors).toContain("#e0452b");
  const folder = new URL("../../test-results/webview/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("export.svg", folder), svg);
  expect(preview.problems).toEqual([]);
});

test("looks as the page does, and the page stays as it was", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  const chart = await page
    .locator("#pairs-chart")
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  const svg = await svgOf(preview);
  await page.locator("#pair-next").click();
  await preview.settled();
  await page.locator("#pair-previous").click();
  await preview.settled();
  await page.mouse.move(0, 0);
  const after = await page
    .locator("#pairs-chart")
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  expect(after === chart).toBe(true);
  // The picture of the SVG, against the export as PNG: nearly all pixels are alike.
  await page.locator(".export button", { hasText: "PNG" }).click();
  const png = await preview.waitFor("save");
  const blank = await page.context().newPage();
  const alike = await blank.evaluate(
    async ([first, second]) => {
      const read = async (url: string): Promise<ImageData> => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        if (context === null) throw new Error("no context");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [one, two] = [await read(first ?? ""), await read(second ?? "")];
      if (one.width !== two.width || one.height !== two.height) return { share: 0, painted: 0 };
      let same = 0;
      let painted = 0;
      for (let k = 0; k < one.data.length; k += 4) {
        const apart = [0, 1, 2].map((c) => Math.abs((one.data[k + c] ?? 0) - (two.data[k + c] ?? 0)));
        if (Math.max(...apart) < 48) same++;
        if (one.data[k] !== one.data[0]) painted++;
      }
      return { share: (4 * same) / one.data.length, painted: (4 * painted) / one.data.length };
    },
    [`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`, `data:image/png;base64,${png.base64}`],
  );
  await blank.close();
  expect(alike.painted).toBeGreaterThan(0.05);
  expect(alike.share).toBeGreaterThan(0.97);
});

test("circles are vectors too, and a model's name is text whatever it holds", async ({ open }) => {
  const name = `"><script>alert(1)</script><image href="x" onerror="alert(1)"/>`;
  const config = { ...JSON.parse(configText("llama-2-7b-16k.json")), _name_or_path: name };
  const preview = await open({ text: JSON.stringify(config, null, 2) });
  await preview.page.locator("#shape").selectOption({ label: "circle" });
  await preview.page.locator("#heatmaps-block > summary").click();
  await preview.settled();
  const { error, tags, invalid } = await factsOf(preview, await svgOf(preview));
  expect(error).toBeNull();
  expect(invalid).toEqual([]);
  expect([tags.script, tags.image]).toEqual([undefined, undefined]);
  expect(tags.path).toBeGreaterThan(1000);
});
