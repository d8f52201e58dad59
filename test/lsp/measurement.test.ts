/** "Measure on my model": the script that the server makes of a document. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MeasurementAnswer, MeasurementParams } from "../../src/protocol/index.ts";
import { LLAMA_2_16K } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

let server: LanguageServer;
beforeAll(async () => {
  server = await LanguageServer.start();
});
afterAll(() => server.stop());

const measure = (params: Partial<MeasurementParams> & { uri: string }) =>
  server.request<MeasurementAnswer>("ropeLens/measurement", {
    rope: null,
    targetLength: null,
    strategies: null,
    ...params,
  });

/** The data of the script: from a name to the strategies in CONFIGS, which stand each on a line of its own. */
function measured(answer: MeasurementAnswer) {
  if (!answer.ok) throw new Error(answer.message);
  const { script } = answer;
  const value = (name: string) => new RegExp(`^${name} = (.*)$`, "m").exec(script)?.[1];
  return {
    model: value("MODEL"),
    pretrained: value("PRETRAINED_LENGTH"),
    target: value("TARGET_LENGTH"),
    strategies: [...script.matchAll(/^ {4}"(\w+)": \($/gm)].map(([, id]) => id),
  };
}

test("measures the text in the editor with every strategy in the running, on the checkpoint beside it", async () => {
  const uri = "file:///models/llama%202/config.json";
  await server.open(uri, LLAMA_2_16K);
  const answer = await measure({ uri });
  expect(measured(answer)).toEqual({
    model: '"/models/llama 2"',
    pretrained: "4096",
    target: "16384",
    strategies: ["resonant", "llama3", "yarn", "ntk", "none"],
  });
  expect(answer).toMatchObject({ script: expect.stringContaining('\\"rope_type\\": \\"yarn\\"') });
});

test("measures the strategies that were chosen, at the length that was chosen", async () => {
  const uri = "untitled:Untitled-1";
  await server.open(uri, LLAMA_2_16K);
  expect(measured(await measure({ uri, targetLength: 32768, strategies: ["linear", "none"] }))).toEqual({
    model: "None",
    pretrained: "4096",
    target: "32768",
    strategies: ["linear", "none"],
  });
});

test("says why there is nothing to measure", async () => {
  const uri = "file:///models/short/config.json";
  await server.open(uri, LLAMA_2_16K);
  const nothing = await measure({ uri, targetLength: 2048 });
  expect(nothing).toEqual({ ok: false, message: expect.stringMatching(/^Nothing to extend\./) });
  const absent = await measure({ uri, strategies: ["longrope"] });
  expect(absent).toEqual({ ok: false, message: "longrope: longrope does not exist for this RoPE" });
  const other = "file:///models/other/config.json";
  await server.open(other, '{"a": 1}');
  expect(await measure({ uri: other })).toEqual({ ok: false, message: "This is no model config." });
});
