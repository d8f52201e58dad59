/** The preview page's first picture against the least that a page with Chart.js can do. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { openFile, openPreview } from "../webview/support/preview-page.ts";
import { type BenchContext, ROUNDS } from "./context.ts";
import { BINS } from "./llama2.ts";
import type { Section } from "./results.ts";
import { ratios, summarise } from "./statistics.ts";

const HOW = `A LLaMA-2 config with a window typed over, in a headless Chromium at 1200 by 900. From the start of navigation to the first frame in which every
number and the charts at the top are current; the analysis that they show is computed meanwhile and counts. Against it: a bare page that loads Chart.js and draws one
histogram of ${BINS} bars. Each page is loaded afresh, in a context of its own.`;

const SECTION = { name: "preview", title: "The preview's first picture", how: HOW } as const;

export async function previewSection(context: BenchContext): Promise<Section> {
  const text = readFileSync(join(context.root, "examples", "llama-2-7b-16k", "config.json"), "utf8");
  const chart = readFileSync(chartScript(), "utf8");
  const ours: number[] = [];
  const bare: number[] = [];
  let browser: Browser;
  try {
    browser = await launchBrowser();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return { ...SECTION, comparisons: [], figures: [], skipped: [`the preview (no browser: ${reason}).`] };
  }
  try {
    // The first round starts the browser's processes and warms the analysis; it does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      context.say(`preview, round ${round} of ${ROUNDS}`);
      const [own, rival] = [await firstPicture(browser, text), await bareChart(browser, chart)];
      if (round === 0) continue;
      ours.push(own);
      bare.push(rival);
    }
  } finally {
    await browser.close();
  }
  return {
    ...SECTION,
    comparisons: [{ what: "preview / bare page with one chart", ratio: ratios(ours, bare), target: null }],
    figures: [
      { what: "preview", unit: "ms", value: summarise(ours), target: { is: "below", value: 300 } },
      { what: "bare page with one chart", unit: "ms", value: summarise(bare), target: null },
    ],
    skipped: [],
  };
}

function chartScript(): string {
  const entry = createRequire(import.meta.url).resolve("chart.js");
  return join(dirname(entry), "chart.umd.min.js");
}

async function firstPicture(browser: Browser, text: string): Promise<number> {
  const preview = await openPreview(browser);
  try {
    await preview.page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        if (document.body?.dataset.state !== "current") return;
        observer.disconnect();
        requestAnimationFrame(() => {
          window.firstPicture = performance.now();
        });
      });
      observer.observe(document, { attributes: true, childList: true, subtree: true });
    });
    await openFile(preview, "llama-2-7b-16k/config.json", text);
    return await timeOf(preview.page);
  } finally {
    await preview.close();
  }
}

async function bareChart(browser: Browser, script: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  try {
    const html = `<!doctype html><canvas id="chart" width="1100" height="400"></canvas><script src="/chart.js"></script>
<script>
  const values = Array.from({ length: ${BINS} }, (_, bin) => 40 + 20 * Math.sin(bin / 9));
  new Chart(document.querySelector("#chart"), {
    type: "bar",
    data: { labels: values.map((_, bin) => bin), datasets: [{ data: values }] },
    options: { animation: false, responsive: false },
  });
  requestAnimationFrame(() => { window.firstPicture = performance.now(); });
</script>`;
    await page.route("http://bare.test/**", (route) =>
      new URL(route.request().url()).pathname === "/chart.js"
        ? route.fulfill({ contentType: "text/javascript", body: script })
        : route.fulfill({ contentType: "text/html", body: html }),
    );
    await page.goto("http://bare.test/");
    return await timeOf(page);
  } finally {
    await page.close();
  }
}

/** Milliseconds from the start of navigation. */
async function timeOf(page: Page): Promise<number> {
  const time = await page.waitForFunction(() => window.firstPicture);
  const value = await time.jsonValue();
  if (value === undefined) throw new Error("the page drew nothing");
  return value;
}

declare global {
  interface Window {
    /** When the first picture was drawn, milliseconds from the start of navigation. */
    firstPicture?: number;
  }
}
