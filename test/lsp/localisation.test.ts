/** An editor in another language hands its texts to the server, which then speaks it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hover, LSPAny } from "vscode-languageserver";
import { PREVIEW_REQUEST, type PreviewAnswer } from "../../src/protocol/index.ts";
import { LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const BUNDLE = resolve(import.meta.dirname, "../../l10n/bundle.l10n.zh-cn.json");

describe("in an editor in Chinese", () => {
  const uri = "file:///models/llama/config.json";
  let server: LanguageServer;

  beforeAll(async () => {
    const texts: LSPAny = JSON.parse(readFileSync(BUNDLE, "utf8"));
    server = await LanguageServer.start({ initializationOptions: { clientCommands: true, texts } });
    await server.open(uri, LLAMA_2_16K);
    await server.advice(uri, 1);
  });
  afterAll(() => server.stop());

  test("the lenses are", async () => {
    const titles = (await server.codeLenses(uri)).map(({ command }) => command?.title);
    expect(titles).toContain("resonant 0.00456，比 linear 低 86.4 %");
    expect(titles).toContain("插入");
  });

  test("the findings and their fixes are", async () => {
    const [finding] = await server.diagnostics(uri);
    expect(finding?.message).toMatch(
      /^窗口 16384 是预训练长度 4096（已知检查点 LLaMA-2-7B）的 4 倍，却没有 RoPE 缩放：/,
    );
    const actions = await server.codeActions(uri, rangeOfPart(LLAMA_2_16K, "16384"));
    expect(actions.map(({ title }) => title)).toContain("将窗口改回 4096");
  });

  test("the hover's facts are", async () => {
    const { start } = rangeOfPart(LLAMA_2_16K, "max_position_embeddings");
    const params = { textDocument: { uri }, position: start };
    const hover = await server.request<Hover | null>("textDocument/hover", params);
    const text = JSON.stringify(hover?.contents);
    expect(text).toContain("**文件所声称的窗口，以 token 计** `max_position_embeddings`");
    expect(text).toContain("文件声称 16384 个 token：预训练长度 4096（已知检查点 LLaMA-2-7B）的 4 倍。");
    expect(text).toContain("resonant 扰动最小：0.00456");
  });

  test("what the preview shows is", async () => {
    const query = { rope: 0, targetLength: null, strategy: null, drawn: null, pair: null, use: "as-is", bins: 360 };
    const params = { uri, query: { ...query, runtime: null } };
    const answer = await server.request<PreviewAnswer>(PREVIEW_REQUEST, params);
    if (!answer.ok) throw new Error(`a notice: ${answer.notice.kind}`);
    const { angles, support, flags } = answer.model;
    expect(angles?.sentence).toMatch(/^预训练访问了 360 个分箱中的 152 个：/);
    expect(support.resonant?.find(({ runtime }) => runtime === "vllm")?.note).toBe(
      "读取各频率对的因子，并自行设置注意力因子",
    );
    expect(flags.find(({ runtime }) => runtime === "transformers")?.reason).toMatch(/^transformers 由 Python 加载/);
  });

  test("the quick fixes that insert a strategy are", async () => {
    const actions = await server.codeActions(uri, rangeOfPart(LLAMA_2_16K, "16384"));
    expect(actions.map(({ title }) => title)).toContain("插入 resonant（扰动最小：0.00456）");
  });
});

test("texts of the wrong kind leave the server in English", async () => {
  const uri = "file:///models/llama/config.json";
  const server = await LanguageServer.start({ initializationOptions: { clientCommands: true, texts: { Insert: 7 } } });
  await server.open(uri, LLAMA_2_16K);
  await server.advice(uri, 1);
  expect((await server.codeLenses(uri)).map(({ command }) => command?.title)).toContain("Insert");
  await server.stop();
});
