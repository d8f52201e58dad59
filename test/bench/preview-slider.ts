/** How smoothly the preview follows its length slider: pictures a second, and what an answer costs on each side. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { DEFAULT_SETTINGS, previewModelSteps } from "../../src/advice/index.ts";
import { readConfig } from "../../src/config/index.ts";
import type { PreviewQuery } from "../../src/protocol/index.ts";
import { runAtOnce } from "../../src/rope/index.ts";
import { lengthAt } from "../../webview/length-slider.ts";
import { launchBrowser } from "../support/browser.ts";
import { openFile, openPreview } from "../webview/support/preview-page.ts";
import { type BenchContext, ROUNDS } from "./context.ts";
import { BINS, PRETRAINED_LENGTH } from "./llama2.ts";
import type { Section } from "./results.ts";
import { summarise } from "./statistics.ts";

const HOW = `A LLaMA-2 config in a headless Chromium at 1200 by 900, whose slider moves one step in every frame, from 1.2 to 30 times the pretrained length and back. A
picture is a frame in which the ranking and the charts on screen are another length's; answers come from the real analysis, in another process. The server's
part is the processor time of one such answer, the page's that of its thread for one picture, layout and painting included: other programs do not blur them.`;

const SECTION = { name: "slider", title: "The preview's length slider", how: HOW } as const;

const [FIRST_STEP, LAST_STEP] = [5, 78];
const SECONDS = 3;
/** Where the page is scrolled to, and what tells one picture from the next there. */
const PLACES = [
  { place: "at the top", top: 0, sign: "#pairs-chart" },
  { place: "over the angles", top: 1100, sign: "#angles-resonant" },
] as const;

export async function sliderSection(context: BenchContext): Promise<Section> {
  const text = readFileSync(join(context.root, "examples", "llama-2-7b-16k", "config.json"), "utf8");
  let browser: Browser;
  try {
    browser = await launchBrowser();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return { ...SECTION, comparisons: [], figures: [], skipped: [`the slider (no browser: ${reason}).`] };
  }
  const drags = new Map<string, Drag[]>();
  try {
    const preview = await openPreview(browser);
    await openFile(preview, "llama-2-7b-16k/config.json", text);
    const session = await preview.page.context().newCDPSession(preview.page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    for (const { place, top, sign } of PLACES) {
      await preview.page.evaluate((y) => scrollTo(0, y), top);
      // The first round warms both sides up and does not count.
      for (let round = 0; round <= ROUNDS; round++) {
        context.say(`slider ${place}, round ${round} of ${ROUNDS}`);
        const dragged = await drag(preview.page, session, sign);
        if (round > 0) drags.set(place, [...(drags.get(place) ?? []), dragged]);
      }
    }
    await preview.close();
  } finally {
    await browser.close();
  }
  const figures = [...drags].flatMap(([place, rounds]) => [
    {
      what: `pictures a second, ${place}`,
      unit: "/s" as const,
      value: summarise(rounds.map(({ pictures }) => pictures)),
      target: { is: "at least" as const, value: 30 },
    },
    {
      what: `the page's part of a picture, ${place}`,
      unit: "ms" as const,
      value: summarise(rounds.map(({ work }) => work)),
      target: null,
    },
  ]);
  const server = { what: "the server's part of an answer", unit: "ms", value: summarise(serverTimes(text)) } as const;
  return { ...SECTION, comparisons: [], figures: [...figures, { ...server, target: null }], skipped: [] };
}

/** Processor time of quick answers at lengths along the slider, milliseconds. */
function serverTimes(text: string): number[] {
  const snapshot = readConfig(text);
  const times: number[] = [];
  for (let step = FIRST_STEP; step <= LAST_STEP; step++) {
    const query: PreviewQuery = {
      rope: 0,
      targetLength: lengthAt(PRETRAINED_LENGTH, step),
      bins: BINS,
      use: "as-is",
      runtime: null,
      strategy: null,
      drawn: null,
      pair: null,
    };
    const before = process.cpuUsage();
    const file = { file: "config.json", documentVersion: 1 };
    runAtOnce(previewModelSteps(snapshot, query, DEFAULT_SETTINGS, file, { quick: true }));
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  // The first ones are not yet compiled.
  return times.slice(times.length / 2);
}

interface Drag {
  /** A second. */
  readonly pictures: number;
  /** Processor time of the page's thread for one of them, milliseconds. */
  readonly work: number;
}

async function drag(page: Page, session: CDPSession, sign: string): Promise<Drag> {
  const before = await threadTime(session);
  const { pictures, seconds } = await page.evaluate(
    async ({ first, last, seconds, sign }) => {
      const slider = document.querySelector("#target-slider");
      const canvas = document.querySelector(sign);
      if (!(slider instanceof HTMLInputElement) || canvas === null) throw new Error("the page has no slider");
      // The text for screen readers changes with the figures.
      let shown = canvas.getAttribute("aria-label");
      let pictures = 0;
      const start = performance.now();
      for (let frame = 0; performance.now() - start < seconds * 1000; frame++) {
        const at = frame % (2 * (last - first));
        slider.value = String(first + Math.min(at, 2 * (last - first) - at));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((next) => requestAnimationFrame(next));
        if (canvas.getAttribute("aria-label") !== shown) pictures++;
        shown = canvas.getAttribute("aria-label");
      }
      return { pictures, seconds: (performance.now() - start) / 1000 };
    },
    { first: FIRST_STEP, last: LAST_STEP, seconds: SECONDS, sign },
  );
  const work = (await threadTime(session)) - before;
  // What comes when the slider rests must not reach into the next drag.
  await page.waitForSelector('body[data-state="current"] #page[aria-busy="false"]');
  return { pictures: pictures / seconds, work: work / Math.max(1, pictures) };
}

/** Processor time of the page's thread so far, milliseconds. */
async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}
