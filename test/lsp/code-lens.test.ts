/** The lenses: where they stand, what they say, and that each kind can be switched off. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { CodeLens, LSPAny } from "vscode-languageserver";
import { LLAMA_2_16K } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const URI = "file:///models/llama/config.json";
const GEMMA_3 = readFileSync(resolve(import.meta.dirname, "../../examples/gemma-3-4b/config.json"), "utf8");
const HEAD_SHAPE = "head size 128 · MHA · KV cache 8 GiB for 16384 tokens";
const STRATEGY = "resonant 0.00456, 86.4 % below linear";

async function lensesOf(text: string, settings: LSPAny): Promise<CodeLens[]> {
  const server = await LanguageServer.start({ settings, initializationOptions: { clientCommands: true } });
  await server.open(URI, text);
  await server.advice(URI, 1);
  const lenses = await server.codeLenses(URI);
  await server.stop();
  return lenses;
}

const titles = (lenses: readonly CodeLens[]) => lenses.map(({ command }) => command?.title);

describe("lenses", () => {
  test("stand above the RoPE keys and above the attention heads", async () => {
    const lines = LLAMA_2_16K.split("\n");
    const lenses = await lensesOf(LLAMA_2_16K, {});
    const places = lenses.map(({ range, command }) => [lines[range.start.line]?.trim(), command?.title]);
    expect(places).toEqual([
      ['"rope_scaling": null,', STRATEGY],
      ['"rope_scaling": null,', "Preview"],
      ['"rope_scaling": null,', "Insert"],
      ['"rope_scaling": null,', "Extend…"],
      ['"num_attention_heads": 32,', HEAD_SHAPE],
    ]);
  });

  test("of grouped queries say how many share a key-value head", async () => {
    const grouped = LLAMA_2_16K.replace('"num_key_value_heads": 32', '"num_key_value_heads": 8');
    expect(titles(await lensesOf(grouped, {}))).toContain(
      "head size 128 · GQA 4 : 1 · KV cache 2 GiB for 16384 tokens",
    );
    const single = LLAMA_2_16K.replace('"num_key_value_heads": 32', '"num_key_value_heads": 1');
    expect(titles(await lensesOf(single, {}))).toContain(
      "head size 128 · MQA 32 : 1 · KV cache 256 MiB for 16384 tokens",
    );
  });

  test("are switched off kind by kind", async () => {
    const off = (codeLens: LSPAny) => lensesOf(LLAMA_2_16K, { codeLens }).then(titles);
    expect(await off({ headShape: false })).toEqual([STRATEGY, "Preview", "Insert", "Extend…"]);
    expect(await off({ strategy: false })).toEqual(["Preview", "Insert", "Extend…", HEAD_SHAPE]);
    expect(await off({ actions: false })).toEqual([STRATEGY, HEAD_SHAPE]);
    expect(await off(false)).toEqual([]);
  });

  test("stand in the language model's part of a multimodal config", async () => {
    const lines = GEMMA_3.split("\n");
    const lenses = await lensesOf(GEMMA_3, {});
    const shape = lenses.find(({ command }) => command?.title.startsWith("head size"));
    expect(lines[shape?.range.start.line ?? -1]).toContain("hidden_size");
    expect(shape?.command?.title).toMatch(/^head size 256 · GQA 2 : 1/);
  });
});

test("a model without RoPE has the lens of its heads alone", async () => {
  const gpt2 = JSON.stringify({ model_type: "gpt2", n_embd: 768, n_head: 12, n_layer: 12, n_positions: 1024 }, null, 2);
  expect(titles(await lensesOf(gpt2, {}))).toEqual(["head size 64 · MHA"]);
});
