/** The language server with hundreds of configs open and thousands of edits: memory, and how long its event loop is held up. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type BenchContext, built } from "./context.ts";
import { LanguageClient } from "./language-client.ts";
import type { Figure, Section } from "./results.ts";
import { summarise } from "./statistics.ts";

const CONFIGS = 500;
const EDITS = 10_000;
/** Edits after which memory is first looked at: caches are full by then. */
const SETTLED = 2_000;
const KEY = '"max_position_embeddings": ';
const DIGITS = 5;
const LEAST_WINDOW = 20_000;
const PAGE_BYTES = 4096;
const BYTES = 1_000_000;

const HOW = `${CONFIGS} LLaMA-2 configs are opened; then ${EDITS} edits, one config after the other, each a window that was never there before, each with a question for
diagnostics that is waited for. Memory is what the system holds for the process, and what is in use once garbage is collected, which shows whether anything grows. The event loop's delay is measured inside of the server, with a timer every millisecond: on a machine with
other work it holds that work too, which the processor time leaves out; that counts all threads, those that compile and collect garbage too.`;

export async function loadSection(context: BenchContext): Promise<Section> {
  if (process.platform !== "linux") return section([], ["Memory and event loop under load (Linux only)."]);
  context.say(`server with ${CONFIGS} configs, ${EDITS} edits`);
  const report = join(context.cache, "event-loop.json");
  const heap = join(context.cache, "heap.txt");
  const preload = pathToFileURL(join(context.root, "test", "bench", "event-loop.mjs")).href;
  const client = await LanguageClient.start({
    name: "ours",
    script: built(context, "server.js"),
    node: process.execPath,
    env: { NODE_OPTIONS: `--import ${preload}`, ROPE_LENS_LOOP: report, ROPE_LENS_HEAP: heap },
    greet: async () => {},
    advises: true,
  });
  const text = readFileSync(join(context.root, "examples", "llama-2-7b-16k", "config.json"), "utf8");
  const line = text.split("\n").findIndex((content) => content.includes(KEY));
  const character = (text.split("\n")[line] ?? "").indexOf(KEY) + KEY.length;
  const range = { start: { line, character }, end: { line, character: character + DIGITS } };
  // From here on: how long it takes to start is a section of its own.
  await usedBytes(client.pid, heap);
  const uris = Array.from({ length: CONFIGS }, (_, k) => `file:///models/${k}/config.json`);
  for (const uri of uris) await client.open(uri, text);
  const memory = async () => ({ held: residentBytes(client.pid), used: await usedBytes(client.pid, heap) });
  let settled = { held: 0, used: 0 };
  for (let k = 0; k < EDITS; k++) {
    const uri = uris[k % CONFIGS] ?? "";
    await client.type(uri, 2 + Math.floor(k / CONFIGS), range, String(LEAST_WINDOW + k));
    if ((await client.diagnostics(uri)) === 0) throw new Error("a window beyond the pretrained one was not reported");
    if (k + 1 === SETTLED) settled = await memory();
  }
  const end = await memory();
  await client.stop();
  const { longest, most, worked }: { longest: number; most: number; worked: number } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const figure = (what: string, unit: Figure["unit"], value: number, below: number | null): Figure => ({
    what,
    unit,
    value: summarise([value]),
    target: below === null ? null : { is: "below", value: below },
  });
  return section(
    [
      figure(`memory held after ${SETTLED} edits`, "MB", settled.held / BYTES, null),
      figure(`memory held after ${EDITS} edits`, "MB", end.held / BYTES, null),
      figure(`memory in use after ${SETTLED} edits`, "MB", settled.used / BYTES, null),
      figure(`memory in use after ${EDITS} edits`, "MB", end.used / BYTES, null),
      figure("event loop held up, 99.9 % of the time at most", "ms", most, 50),
      figure("event loop held up, at most", "ms", longest, 50),
      figure("processor time between two turns of the event loop, at most", "ms", worked, 50),
    ],
    [],
  );
}

function section(figures: Figure[], skipped: string[]): Section {
  return { name: "load", title: "The language server under load", how: HOW, comparisons: [], figures, skipped };
}

function residentBytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return pages * PAGE_BYTES;
}

/** What is left of the server's heap once garbage is collected. */
async function usedBytes(pid: number, report: string): Promise<number> {
  rmSync(report, { force: true });
  process.kill(pid, "SIGUSR2");
  while (!existsSync(report)) await setTimeout(20);
  return Number(readFileSync(report, "utf8"));
}
