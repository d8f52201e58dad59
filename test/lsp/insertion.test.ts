import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChoicesAnswer, InsertionAnswer, InsertionParams } from "../../src/protocol/index.ts";
import { applyLspEdits, at, LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

describe("inserting a strategy", () => {
  let server: LanguageServer;
  let uri: string;
  let files = 0;

  beforeAll(async () => {
    server = await LanguageServer.start({ initializationOptions: { clientCommands: true } });
  });
  beforeEach(async () => {
    uri = `file:///models/${files++}/config.json`;
    await server.open(uri, LLAMA_2_16K);
  });
  afterAll(() => server.stop());

  const insert = (params: Partial<InsertionParams>) =>
    server.request<InsertionAnswer>("ropeLens/insertion", {
      uri,
      rope: 0,
      strategy: "resonant",
      targetLength: null,
      documentVersion: 1,
      ...params,
    });

  test("gives the portable block for the version that the user looked at", async () => {
    const answer = await insert({});
    if (!answer.ok) throw new Error(answer.message);
    expect(answer.documentVersion).toBe(1);
    const before = JSON.parse(LLAMA_2_16K);
    const after = JSON.parse(applyLspEdits(LLAMA_2_16K, answer.edits));
    const { rope_scaling: block, ...others } = after;
    expect({ ...others, rope_scaling: null }).toEqual(before);
    expect(Object.keys(block)).toEqual([
      "rope_type",
      "factor",
      "original_max_position_embeddings",
      "attention_factor",
      "short_factor",
      "long_factor",
    ]);
    expect(block).toMatchObject({ rope_type: "longrope", factor: 4, original_max_position_embeddings: 4096 });
    expect(block.attention_factor).toBeCloseTo(1.0801234497346435, 15);
    expect(block.long_factor).toHaveLength(64);
  });

  test("sets the window when another target length is chosen", async () => {
    const answer = await insert({ targetLength: 32768, strategy: "yarn" });
    if (!answer.ok) throw new Error(answer.message);
    const after = JSON.parse(applyLspEdits(LLAMA_2_16K, answer.edits));
    expect(after.max_position_embeddings).toBe(32768);
    expect(after.rope_scaling).toMatchObject({ rope_type: "yarn", factor: 8 });
  });

  test("writes parameters that were set by hand, and refuses those that the strategy does not take", async () => {
    const answer = await insert({ strategy: "yarn", changes: { yarn: { factor: 6, beta_fast: 16 } } });
    if (!answer.ok) throw new Error(answer.message);
    const after = JSON.parse(applyLspEdits(LLAMA_2_16K, answer.edits));
    expect(after.rope_scaling).toEqual({
      rope_type: "yarn",
      factor: 6,
      original_max_position_embeddings: 4096,
      beta_fast: 16,
    });
    expect(await insert({ strategy: "yarn", changes: { yarn: { beta_fast: 0.5 } } })).toEqual({
      ok: false,
      message: "Nothing was inserted: beta_fast is 0.5, but must be a number of at least 1 and at most 1000000.",
    });
  });

  test("refuses when the text has changed since", async () => {
    await server.change(uri, 2, " ", at(0, 1));
    const answer = await insert({ documentVersion: 1 });
    expect(answer).toEqual({ ok: false, message: expect.stringContaining("changed") });
  });

  test("asked for a text that is typed in meanwhile, answers for the version that it was asked for", async () => {
    await insert({});
    // Not compared before: the answer takes a while, in which the edit arrives.
    const answer = insert({ targetLength: 196608, documentVersion: 1 });
    await server.change(uri, 2, "\n\n\n", at(0, 0));
    const made = await answer;
    if (!made.ok) throw new Error(made.message);
    expect(made.documentVersion).toBe(1);
    expect(JSON.parse(applyLspEdits(LLAMA_2_16K, made.edits)).rope_scaling.factor).toBe(48);
  });

  test("of two insertions in quick succession, the second is refused: it was for the text before the first", async () => {
    const first = await insert({});
    if (!first.ok) throw new Error(first.message);
    await server.change(uri, 2, applyLspEdits(LLAMA_2_16K, first.edits));
    expect(await insert({ strategy: "yarn" })).toEqual({ ok: false, message: expect.stringContaining("changed") });
  });

  test("lets the tokenizer beside it follow, in its own layout, when it is asked to", async () => {
    const tokenizer = '{\n    "model_max_length": 4096,\n    "padding_side": "left"\n}\n';
    const answer = await insert({ targetLength: 32768, tokenizer });
    if (!answer.ok) throw new Error(answer.message);
    const after = applyLspEdits(tokenizer, answer.tokenizerEdits ?? []);
    expect(after).toBe(tokenizer.replace("4096", "32768"));
    const untouched = await insert({ targetLength: 32768 });
    expect(untouched.ok && untouched.tokenizerEdits).toEqual([]);
    const broken = await insert({ tokenizer: '{"model_max_length": ' });
    expect(broken.ok && broken.tokenizerEdits).toEqual([]);
  });

  test("refuses a text that does not parse", async () => {
    await server.change(uri, 2, LLAMA_2_16K.replace('"llama",', '"llama"'));
    const answer = await insert({ documentVersion: 2 });
    expect(answer).toEqual({ ok: false, message: expect.stringContaining("does not parse") });
  });

  test("refuses a file that is not open, a RoPE and a strategy that there are not", async () => {
    expect((await insert({ uri: "file:///elsewhere/config.json" })).ok).toBe(false);
    expect((await insert({ rope: 7 })).ok).toBe(false);
    const strange = { uri, rope: 0, strategy: "toString", targetLength: null, documentVersion: 1 };
    expect((await server.request<InsertionAnswer>("ropeLens/insertion", strange)).ok).toBe(false);
  });

  test("is offered by the quick fixes of the unscaled window, the recommended one first", async () => {
    const actions = await server.codeActions(uri, rangeOfPart(LLAMA_2_16K, "16384"));
    const titles = actions.map(({ title }) => title);
    expect(titles[0]).toBe("Insert resonant (disturbs least: 0.00456)");
    expect(titles).toContain("Insert llama3 (0.02646)");
    expect(titles).toContain("Insert yarn (0.03543)");
    // Neither needs the model to be fine-tuned nor follows the running length.
    expect(titles.join()).not.toMatch(/linear|distributional|dynamic/);
    const [change] = actions[0]?.edit?.documentChanges ?? [];
    expect(change).toMatchObject({ textDocument: { uri, version: 1 } });
  });

  test("is offered in words by the choices, those out of the running with their reason", async () => {
    const params = { uri, rope: null, targetLength: 8192 };
    const answer = await server.request<ChoicesAnswer>("ropeLens/choices", params);
    if (!answer.ok) throw new Error(answer.message);
    const { strategies, recommended, targetLength } = answer.choices;
    expect([recommended, targetLength]).toEqual(["resonant", 8192]);
    const byId = Object.fromEntries(strategies.map((strategy) => [strategy.id, strategy]));
    expect(byId.resonant?.description).toBe("0.00210 · disturbs least");
    expect(byId.distributional).toMatchObject({ description: "0.00671", inRunning: false });
    expect(byId.distributional?.detail).toMatch(/^needs fine-tuning/);
    expect(byId.dynamic?.detail).toMatch(/follow the running length · runs in /);
  });

  test("by the server's own command, for an editor without commands, arrives as a versioned edit", async () => {
    const plain = await LanguageServer.start();
    const edits: unknown[] = [];
    plain.connection.onRequest("workspace/applyEdit", ({ edit }: { edit: unknown }) => {
      edits.push(edit);
      return { applied: true };
    });
    await plain.open(uri, LLAMA_2_16K);
    await plain.advice(uri, 1);
    const lens = (await plain.codeLenses(uri)).find(({ command }) => command?.title === "Insert");
    await plain.request("workspace/executeCommand", {
      command: lens?.command?.command,
      arguments: lens?.command?.arguments,
    });
    expect(edits).toMatchObject([{ documentChanges: [{ textDocument: { uri, version: 1 } }] }]);
    await plain.stop();
  });
});

describe("the choices", () => {
  const uri = "file:///models/tokenized/config.json";

  async function limitAt(modelMaxLength: number, targetLength: number): Promise<number | null> {
    const server = await LanguageServer.start({ initializationOptions: { clientCommands: true } });
    const tokenizer = JSON.stringify({ model_max_length: modelMaxLength });
    server.connection.onRequest("ropeLens/siblings", () => ({ "tokenizer_config.json": tokenizer }));
    await server.open(uri, LLAMA_2_16K);
    const answer = await server.request<ChoicesAnswer>("ropeLens/choices", { uri, rope: null, targetLength });
    await server.stop();
    if (!answer.ok) throw new Error(answer.message);
    return answer.choices.tokenizerLimit;
  }

  test("say where the tokenizer cuts inputs, when that is below the target", async () => {
    expect(await limitAt(4096, 32768)).toBe(4096);
    expect(await limitAt(32768, 32768)).toBeNull();
    expect(await limitAt(1e30, 32768)).toBeNull();
  });
});
