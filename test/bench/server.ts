/** The language server against VS Code's own for JSON: a keystroke, and a cold start, to diagnostics. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver/node.js";
import { type BenchContext, built, ROUNDS } from "./context.ts";
import { jsonServer } from "./json-server.ts";
import { LanguageClient, type ServerProgram } from "./language-client.ts";
import type { Comparison, Figure, Section, Target } from "./results.ts";
import { median, ratios, summarise } from "./statistics.ts";

const WARM_KEYSTROKES = 60;
const KEYSTROKES = 60;
const AS_FAST: Target = { is: "at least", value: 1 };
/** Behind it stand the five digits of the window that are typed over, with a number that they did not have before. */
const KEY = '"max_position_embeddings": ';
const DIGITS = 5;
const LEAST_WINDOW = 20_000;

const HOW = `A LLaMA-2 config with a window typed over. Keystroke: the window changes to a number that it did not have before, and diagnostics are asked for; until the answer.
Cold start: from the start of the process to the first diagnostics of the file just opened. Both servers are spoken to over stdio by the same client, by the clock on the wall, and run
by VS Code's Node as VS Code runs them: the extension tells ours where to keep compiled code, which every start but the first finds there; nobody tells theirs. VS Code's
has schemas/model-config.schema.json for the file, so that both check the keys; ours runs its rules too. Save: the window was changed to one that no analysis knows; from the save to
the recommendation, and to how sure it is (the ranking repeated on 16 grids), as the editor is told.`;

const SAVES = 10;

interface Times {
  readonly cold: number[];
  readonly keystroke: number[];
  /** Save to recommendation, and to how sure it is. */
  readonly ranked: number[];
  readonly sure: number[];
}

const noTimes = (): Times => ({ cold: [], keystroke: [], ranked: [], sure: [] });

export async function serverSection(context: BenchContext): Promise<Section> {
  const text = readFileSync(join(context.root, "examples", "llama-2-7b-16k", "config.json"), "utf8");
  const ours: ServerProgram = {
    name: "ours",
    script: built(context, "server.js"),
    node: context.editorsNode,
    env: { NODE_COMPILE_CACHE: join(context.cache, "compiled") },
    greet: async () => {},
    advises: true,
  };
  const theirs: ServerProgram | null = existsSync(jsonServer(context)) ? vsCodeJson(context) : null;
  const own = noTimes();
  const rival = noTimes();
  for (let round = 1; round <= ROUNDS; round++) {
    context.say(`server, round ${round} of ${ROUNDS}`);
    await session(ours, text, own);
    if (theirs !== null) await session(theirs, text, rival);
  }
  const comparisons: Comparison[] =
    theirs === null
      ? []
      : [
          {
            what: "VS Code's JSON server / ours, keystroke",
            ratio: ratios(rival.keystroke, own.keystroke),
            target: AS_FAST,
          },
          { what: "VS Code's JSON server / ours, cold start", ratio: ratios(rival.cold, own.cold), target: AS_FAST },
        ];
  const figure = (what: string, values: number[], target: Target | null = null): Figure => ({
    what,
    unit: "ms",
    value: summarise(values),
    target,
  });
  return {
    name: "server",
    title: "The language server",
    how: HOW,
    comparisons,
    figures: [
      figure("keystroke to diagnostics", own.keystroke),
      figure("cold start to diagnostics", own.cold),
      figure("save to the new recommendation", own.ranked, { is: "below", value: 40 }),
      figure("save to how sure it is", own.sure, { is: "below", value: 140 }),
      ...(theirs === null
        ? []
        : [
            figure("keystroke to diagnostics, VS Code's JSON server", rival.keystroke),
            figure("cold start to diagnostics, VS Code's JSON server", rival.cold),
          ]),
    ],
    skipped: theirs === null ? ["VS Code's JSON language server (`npm start` or `npm test` fetches it)."] : [],
  };
}

function vsCodeJson(context: BenchContext): ServerProgram {
  const schemas = ["model-config.schema.json", "rope-block.schema.json"].map((name) => {
    const path = join(context.root, "schemas", name);
    return { path, schema: JSON.parse(readFileSync(path, "utf8")) };
  });
  return {
    name: "VS Code's JSON server",
    script: jsonServer(context),
    node: context.editorsNode,
    advises: false,
    greet: async (connection) => {
      const associations = schemas.map(({ path, schema }, index) => ({
        uri: schema.$id ?? pathToFileURL(path).href,
        fileMatch: index === 0 ? ["config.json"] : [],
        schema,
      }));
      await connection.sendNotification("json/schemaAssociations", associations);
    },
  };
}

/** Starts a server, opens the file, types, and ends it; adds one cold start and the median keystroke. */
async function session(program: ServerProgram, text: string, times: Times): Promise<void> {
  const uri = "file:///models/llama-2-7b-16k/config.json";
  const start = performance.now();
  const client = await LanguageClient.start(program);
  await client.open(uri, text);
  await client.diagnostics(uri);
  times.cold.push(performance.now() - start);

  const line = text.split("\n").findIndex((content) => content.includes(KEY));
  const character = (text.split("\n")[line] ?? "").indexOf(KEY) + KEY.length;
  const range = { start: { line, character }, end: { line, character: character + DIGITS } };
  const keystrokes: number[] = [];
  let version = 1;
  for (let k = 0; k < WARM_KEYSTROKES + KEYSTROKES; k++) {
    const before = performance.now();
    await client.type(uri, ++version, range, String(LEAST_WINDOW + k));
    await client.diagnostics(uri);
    if (k >= WARM_KEYSTROKES) keystrokes.push(performance.now() - before);
  }
  // A server that does not look at the values would win every race.
  await client.type(uri, ++version, range, '"long"');
  if ((await client.diagnostics(uri)) === 0) throw new Error(`${program.name} does not check the file`);
  times.keystroke.push(median(keystrokes));
  if (program.advises) await saves(client, uri, range, version, times);
  await client.stop();
}

async function saves(client: LanguageClient, uri: string, range: Range, from: number, times: Times): Promise<void> {
  const ranked: number[] = [];
  const sure: number[] = [];
  const word = { start: range.start, end: { ...range.end, character: range.start.character + '"long"'.length } };
  for (let k = 1; k <= SAVES; k++) {
    const version = from + k;
    await client.type(uri, version, k === 1 ? word : range, String(LEAST_WINDOW + 1000 * k + 7));
    const start = performance.now();
    const first = client.advice(version);
    await client.save(uri);
    await first;
    ranked.push(performance.now() - start);
    await client.advice(version);
    sure.push(performance.now() - start);
  }
  times.ranked.push(median(ranked));
  times.sure.push(median(sure));
}
