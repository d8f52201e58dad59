/** The pretrained length as the editor's settings state it, and what comes of it. */
import { afterEach, expect, test } from "vitest";
import {
  CHOICES_REQUEST,
  type ChoicesAnswer,
  INSERTION_REQUEST,
  type InsertionAnswer,
  type PreviewAnswer,
} from "../../src/protocol/index.ts";
import { applyLspEdits, LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const ROOT = "file:///models";
const URI = `${ROOT}/llama%201/config.json`;

interface OwnSettings {
  pretrainedLength: number | Record<string, number> | null;
}

let server: LanguageServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function startWith(settings: OwnSettings): Promise<LanguageServer> {
  const started = await LanguageServer.start({
    initializationOptions: { clientCommands: true },
    workspaceFolders: [ROOT],
    settings: Object(settings),
  });
  server = started;
  await started.open(URI, LLAMA_2_16K);
  return started;
}

const inside = (part: string) => {
  const { start } = rangeOfPart(LLAMA_2_16K, part);
  return { ...start, character: start.character + 1 };
};

test.each([
  [8192, "2 times the pretrained 8192 (your setting)"],
  [{ "llama 1/*": 2048 }, "8 times the pretrained 2048 (your setting)"],
  [{ "llama 1/config.json": 8192, "other/**": 1024 }, "2 times the pretrained 8192 (your setting)"],
  [{ "other/**": 1024 }, "4 times the pretrained 4096 (known checkpoint LLaMA-2-7B)"],
  [null, "4 times the pretrained 4096 (known checkpoint LLaMA-2-7B)"],
])("hover says what %j comes to, and where it is known from", async (pretrainedLength, sentence) => {
  const started = await startWith({ pretrainedLength });
  const hover = await started.hover(URI, inside('"max_position_embeddings"'));
  expect(hover).toContain(`The file claims 16384 tokens: ${sentence}.`);
  const link = `command:ropeLens.setPretrainedLength?${encodeURIComponent(JSON.stringify([URI]))}`;
  expect(hover).toContain(`[Set the pretrained length…](${link})`);
});

test("preview, choices, insertion and advice compute with it", async () => {
  const started = await startWith({ pretrainedLength: 8192 });
  const query = { rope: 0, targetLength: null, bins: 360, use: "as-is", runtime: null, strategy: null, drawn: null };
  const preview = await started.request<PreviewAnswer>("ropeLens/preview", {
    uri: URI,
    query: { ...query, pair: null },
  });
  expect(preview).toMatchObject({
    ok: true,
    model: { pretrainedLengthSource: "your setting", analysis: { pretrainedLength: 8192, scale: 2 } },
  });
  const choices = await started.request<ChoicesAnswer>(CHOICES_REQUEST, { uri: URI, rope: null, targetLength: null });
  expect(choices).toMatchObject({
    ok: true,
    choices: { pretrainedLength: 8192, pretrainedLengthSource: "your setting" },
  });
  const answer = await started.request<InsertionAnswer>(INSERTION_REQUEST, {
    uri: URI,
    rope: 0,
    strategy: "yarn",
    targetLength: null,
    documentVersion: null,
  });
  const { rope_scaling: block } = JSON.parse(applyLspEdits(LLAMA_2_16K, answer.ok ? answer.edits : []));
  expect(block).toMatchObject({ factor: 2, original_max_position_embeddings: 8192 });
  expect((await started.advice(URI, 1)).model?.detail).toBe("window 16384, pretrained 8192, no scaling");
});

test("a change of the setting takes effect without an edit", async () => {
  const settings: OwnSettings = { pretrainedLength: null };
  const started = await startWith(settings);
  expect((await started.diagnostics(URI))[0]?.message).toContain("the pretrained 4096");
  settings.pretrainedLength = 16384;
  await started.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  expect(await started.diagnostics(URI)).toEqual([]);
  expect(await started.hover(URI, inside('"max_position_embeddings"'))).toContain(
    "The window is the pretrained length of 16384 tokens (your setting).",
  );
});

test("the finding that rests on it offers to set it, and to turn the rule off for the workspace", async () => {
  const started = await startWith({ pretrainedLength: null });
  const actions = await started.codeActions(URI, rangeOfPart(LLAMA_2_16K, "16384"), ["quickfix"]);
  const command = (title: string) => actions.find((action) => action.title === title)?.command;
  expect(command("Set the pretrained length…")).toMatchObject({
    command: "ropeLens.setPretrainedLength",
    arguments: [URI],
  });
  expect(command("Turn off length/unscaled-extension for this workspace")).toMatchObject({
    command: "ropeLens.turnOffRule",
    arguments: [URI, "length/unscaled-extension"],
  });
});
