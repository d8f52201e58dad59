import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const URI = "file:///models/llama/config.json";

describe("diagnostics", () => {
  let server: LanguageServer;

  beforeEach(async () => {
    server = await LanguageServer.start();
  });
  afterEach(async () => {
    expect(await server.stop()).toBe(0);
    expect(server.complaints()).toBe("");
  });

  test("the unscaled window is marked, with the code and the page of its rule", async () => {
    await server.open(URI, LLAMA_2_16K);
    const [finding, ...others] = await server.diagnostics(URI);
    expect(others).toEqual([]);
    expect(finding?.range).toEqual(rangeOfPart(LLAMA_2_16K, "16384"));
    expect(finding?.severity).toBe(2);
    expect(finding?.source).toBe("RoPE Lens");
    expect(finding?.code).toBe("length/unscaled-extension");
    expect(finding?.codeDescription?.href).toMatch(/^file:.*\/docs\/rules\/length\/unscaled-extension\.md$/);
    expect(finding?.message).toContain("4 times the pretrained 4096");
  });

  test("they come and go while a number is typed over", async () => {
    await server.open(URI, LLAMA_2_16K);
    const number = rangeOfPart(LLAMA_2_16K, "16384");
    await server.change(URI, 2, "4096", number);
    expect(await server.diagnostics(URI)).toEqual([]);
    const { line, character } = number.start;
    await server.change(URI, 3, "8192", at(line, character, character + 4));
    expect((await server.diagnostics(URI))[0]?.message).toContain("2 times the pretrained 4096");
  });

  test("a brace that is being typed leaves the findings before it in place and adds a syntax error", async () => {
    const broken = LLAMA_2_16K.trimEnd().slice(0, -1);
    await server.open(URI, broken);
    const codes = (await server.diagnostics(URI)).map(({ code }) => code);
    expect(codes).toContain("json/syntax");
    await server.change(URI, 2, LLAMA_2_16K);
    const mended = (await server.diagnostics(URI)).map(({ code }) => code);
    expect(mended).toEqual(["length/unscaled-extension"]);
  });

  test("a misspelt key is marked under the key, with the right one as the fix", async () => {
    const text = LLAMA_2_16K.replace(
      '"rope_scaling": null',
      '"rope_scaling": {"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}',
    );
    await server.open(URI, text);
    const finding = (await server.diagnostics(URI)).find(({ code }) => code === "rope/misspelt-key");
    expect(finding?.range).toEqual(rangeOfPart(text, '"orignal_max_position_embeddings"'));
    const actions = await server.codeActions(URI, finding?.range ?? at(0, 0));
    expect(actions.map(({ title }) => title)).toContain("Rename to original_max_position_embeddings");
  });
});

test("an editor that cannot pull is pushed the findings of each version, and none after closing", async () => {
  const server = await LanguageServer.start({ capabilities: {} });
  await server.open(URI, LLAMA_2_16K);
  expect(await server.pushedDiagnostics(URI, 1)).toHaveLength(1);
  await server.change(URI, 2, LLAMA_2_16K.replace("16384", "4096"));
  expect(await server.pushedDiagnostics(URI, 2)).toEqual([]);
  await server.close(URI);
  expect(await server.pushedDiagnostics(URI, undefined)).toEqual([]);
  await server.stop();
});

test("syntax errors are left to an editor that reports them itself", async () => {
  const server = await LanguageServer.start({ initializationOptions: { jsonSyntaxByClient: true } });
  await server.open(URI, LLAMA_2_16K.trimEnd().slice(0, -1));
  expect((await server.diagnostics(URI)).map(({ code }) => code)).not.toContain("json/syntax");
  await server.stop();
});

test("settings turn a rule off, and take effect without an edit", async () => {
  const settings = { rules: { "length/unscaled-extension": "off" } };
  const server = await LanguageServer.start({ settings });
  await server.open(URI, LLAMA_2_16K);
  expect(await server.diagnostics(URI)).toEqual([]);
  settings.rules["length/unscaled-extension"] = "error";
  await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  expect((await server.diagnostics(URI))[0]?.severity).toBe(1);
  await server.stop();
});
