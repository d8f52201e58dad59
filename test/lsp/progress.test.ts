/** A comparison that takes a while shows that it does, where the editor can show it, until it is done. */
import { expect, test } from "vitest";
import { type WorkDoneProgressBegin, WorkDoneProgressCreateRequest } from "vscode-languageserver";
import { LLAMA_2_16K } from "./configs.ts";
import { LanguageServer, VSCODE_CAPABILITIES } from "./language-server.ts";

const URI = "file:///models/llama/config.json";
/** Ten times the usual bins at 256 times the pretrained window: seconds of work. */
const LONG_WORK = { bins: 3600, targetLength: 1_048_576 };

test("is shown as progress and taken away again", async () => {
  const server = await LanguageServer.start({
    capabilities: { ...VSCODE_CAPABILITIES, window: { workDoneProgress: true } },
    settings: LONG_WORK,
  });
  const shown: string[] = [];
  let ended = () => {};
  const end = new Promise<void>((done) => {
    ended = done;
  });
  server.connection.onRequest(WorkDoneProgressCreateRequest.type, () => {});
  server.connection.onNotification("$/progress", ({ value }: { value: WorkDoneProgressBegin | { kind: "end" } }) => {
    shown.push(value.kind === "begin" ? value.title : value.kind);
    if (value.kind === "end") ended();
  });
  await server.open(URI, LLAMA_2_16K);
  await server.advice(URI, 1);
  await end;
  expect(shown).toEqual(["RoPE Lens: comparing strategies", "end"]);
  await server.stop();
});

test("is not shown to an editor that cannot show it", async () => {
  const server = await LanguageServer.start({ settings: LONG_WORK });
  const shown: unknown[] = [];
  server.connection.onRequest(WorkDoneProgressCreateRequest.type, (params) => {
    shown.push(params);
  });
  await server.open(URI, LLAMA_2_16K);
  const { advice } = await server.advice(URI, 1);
  expect(advice?.label).toMatch(/^\w+ \d\.\d+/);
  expect(shown).toEqual([]);
  await server.stop();
});
