/** The language server against VS Code's own for JSON: a keystroke, and a cold start, to diagnostics. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BenchContext, built, ROUNDS } from "./context.ts";
import { jsonServer } from "./json-server.ts";
import { LanguageClient, type ServerProgram } from "./language-client.ts";
import type { Comparison, Figure, Section } from "./results.ts";
import { median, ratios, summarise } from "./statistics.ts";

const WARM_KEYSTROKES = 60;
const KEYSTROKES = 60;
/** Behind it stand the five digits of the window that are typed over, with a number that they did not have before. */
const KEY = '"max_position_embeddings": ';
const DIGITS = 5;
const LEAST_WINDOW = 20_000;

const HOW = `A LLaMA-2 config with a window typed over. Keystroke: the window changes to a number that it did not have before, and diagnostics are asked for; until the answer.
Cold start: from the start of the process to the first diagnostics of the file just opened. Both servers are spoken to over stdio by the same client, by the clock on the wall. VS Code's
has schemas/model-config.schema.json for the file, so that both check the keys; ours runs its rules too.`;

interface Times {
  readonly cold: number[];
  readonly keystroke: number[];
}

export async function serverSection(context: BenchContext): Promise<Section> {
  const text = readFileSync(join(context.root, "examples", "llama-2-7b-16k", "config.json"), "utf8");
  const ours: ServerProgram = { name: "ours", script: built(context, "server.js"), greet: async () => {} };
  const theirs: ServerProgram | null = existsSync(jsonServer(context)) ? vsCodeJson(context) : null;
  const own: Times = { cold: [], keystroke: [] };
  const rival: Times = { cold: [], keystroke: [] };
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
            target: null,
          },
          { what: "VS Code's JSON server / ours, cold start", ratio: ratios(rival.cold, own.cold), target: null },
        ];
  const figure = (what: string, values: number[]): Figure => ({
    what,
    unit: "ms",
    value: summarise(values),
    target: null,
  });
  return {
    name: "server",
    title: "The language server",
    how: HOW,
    comparisons,
    figures: [
      figure("keystroke to diagnostics", own.keystroke),
      figure("cold start to diagnostics", own.cold),
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
  await client.stop();
}
