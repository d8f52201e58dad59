/** The outline by meaning, folding of lists of factors, and links to the documentation of known checkpoints. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DocumentLink, DocumentSymbol, FoldingRange } from "vscode-languageserver";
import { LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer, VSCODE_CAPABILITIES } from "./language-server.ts";

const GEMMA_3 = readFileSync(resolve(import.meta.dirname, "../../examples/gemma-3-4b/config.json"), "utf8");
const FACTORS = Array.from({ length: 64 }, (_, pair) => 1 + pair / 21);
const LONGROPE = JSON.stringify(
  {
    ...JSON.parse(LLAMA_2_16K),
    rope_scaling: {
      rope_type: "longrope",
      factor: 4,
      original_max_position_embeddings: 4096,
      short_factor: FACTORS,
      long_factor: FACTORS,
    },
    eos_token_id: [1, 2, 3],
  },
  null,
  2,
);

describe("of a model config", () => {
  let server: LanguageServer;
  let uri: string;
  let files = 0;

  beforeAll(async () => {
    const textDocument = {
      ...VSCODE_CAPABILITIES.textDocument,
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    };
    server = await LanguageServer.start({ capabilities: { ...VSCODE_CAPABILITIES, textDocument } });
  });
  beforeEach(() => {
    uri = `file:///models/${files++}/config.json`;
  });
  afterAll(() => server.stop());

  async function ask<T>(method: string, text: string): Promise<T> {
    await server.open(uri, text);
    return server.request<T>(method, { textDocument: { uri } });
  }

  const symbols = (text: string) => ask<DocumentSymbol[]>("textDocument/documentSymbol", text);
  const folds = (text: string) => ask<FoldingRange[]>("textDocument/foldingRange", text);
  const links = (text: string) => ask<DocumentLink[]>("textDocument/documentLink", text);

  test("the outline groups the keys by meaning, with what follows from each group", async () => {
    const outline = await symbols(LLAMA_2_16K);
    expect(outline.map(({ name, detail }) => [name, detail])).toEqual([
      ["Model", "LLaMA-2-7B"],
      ["Attention shape", "head size 128 · MHA · KV cache 8 GiB for 16384 tokens"],
      ["RoPE", "no scaling"],
      ["Context window", "16384 = 4 × pretrained 4096"],
      ["Feed-forward", ""],
      ["Tokens", ""],
      ["Other keys", ""],
    ]);
    const names = (group: string) => outline.find(({ name }) => name === group)?.children?.map(({ name }) => name);
    expect(names("Attention shape")).toEqual([
      "hidden_size",
      "num_attention_heads",
      "num_hidden_layers",
      "num_key_value_heads",
    ]);
    expect(names("RoPE")).toEqual(["rope_scaling"]);
    expect(names("Context window")).toEqual(["max_position_embeddings"]);
    expect(names("Tokens")).toContain("vocab_size");
  });

  test("every key stands in the outline once, and selects itself", async () => {
    const outline = await symbols(LLAMA_2_16K);
    const keys = outline.flatMap(({ children = [] }) => children);
    expect(keys.map(({ name }) => name).sort()).toEqual(Object.keys(JSON.parse(LLAMA_2_16K)).sort());
    const window = keys.find(({ name }) => name === "max_position_embeddings");
    expect(window?.selectionRange).toEqual(rangeOfPart(LLAMA_2_16K, '"max_position_embeddings"'));
    expect(window?.detail).toBe("16384");
  });

  test("a scaling block holds its own keys", async () => {
    const rope = (await symbols(LONGROPE)).find(({ name }) => name === "RoPE");
    expect(rope?.detail).toBe("longrope × 4");
    const block = rope?.children?.find(({ name }) => name === "rope_scaling");
    expect(block?.children?.map(({ name, detail }) => [name, detail])).toContainEqual(["long_factor", "64 values"]);
  });

  test("the keys of the language model are in the groups, its other parts apart", async () => {
    const outline = await symbols(GEMMA_3);
    const rope = outline.find(({ name }) => name === "RoPE");
    expect(rope?.detail).toBe("linear × 8");
    expect(rope?.children?.map(({ name }) => name)).toEqual(["rope_scaling"]);
    const parts = outline.find(({ name }) => name === "Other parts");
    expect(parts?.children?.map(({ name }) => name)).toEqual(["vision_config"]);
  });

  test("lists of factors fold, short lists do not", async () => {
    const lines = LONGROPE.split("\n");
    const ranges = await folds(LONGROPE);
    expect(ranges.map(({ startLine }) => lines[startLine]?.trim())).toEqual(['"short_factor": [', '"long_factor": [']);
    for (const { startLine, endLine, kind } of ranges) {
      expect(kind).toBe("region");
      expect(endLine - startLine).toBe(64);
      expect(lines[endLine + 1]?.trim()).toMatch(/^\],?$/);
    }
    expect(await server.request("textDocument/foldingRange", { textDocument: { uri: "file:///no.json" } })).toEqual([]);
  });

  test("a list on one line does not fold", async () => {
    expect(await folds(JSON.stringify(JSON.parse(LONGROPE)))).toEqual([]);
  });

  test("a known checkpoint's name links to its documentation", async () => {
    const [link, ...more] = await links(LLAMA_2_16K);
    expect(more).toEqual([]);
    expect(link?.target).toBe("https://huggingface.co/meta-llama/Llama-2-7b-hf");
    expect(link?.tooltip).toBe("Model card of LLaMA-2-7B");
    expect(link?.range).toEqual(rangeOfPart(LLAMA_2_16K, "meta-llama/Llama-2-7b-chat-hf"));
  });

  test("a known checkpoint without a name is linked at its type", async () => {
    const { _name_or_path: _, ...config } = JSON.parse(LLAMA_2_16K);
    const text = JSON.stringify(config, null, 2);
    const [link] = await links(text);
    expect(link?.range.start.line).toBe(text.split("\n").findIndex((line) => line.includes('"model_type"')));
  });

  test("no address is made of what the file says", async () => {
    const unknown = LLAMA_2_16K.replace('"hidden_size": 4096', '"hidden_size": 2048');
    expect(await links(unknown)).toEqual([]);
  });

  test("a file that is none has no outline, no folding and no link", async () => {
    expect(await symbols('{"plugins": []}')).toEqual([]);
    uri = `file:///models/${files++}/config.json`;
    expect(await folds(JSON.stringify({ numbers: FACTORS }, null, 2))).toEqual([]);
    uri = `file:///models/${files++}/config.json`;
    expect(await links('{"_name_or_path": "meta-llama/Llama-2-7b-hf"}')).toEqual([]);
  });
});

test("an editor whose symbols cannot hold others gets none of them", async () => {
  const server = await LanguageServer.start();
  await server.open("file:///models/config.json", LLAMA_2_16K);
  const textDocument = { uri: "file:///models/config.json" };
  expect(await server.request("textDocument/documentSymbol", { textDocument })).toBeNull();
  await server.stop();
});
