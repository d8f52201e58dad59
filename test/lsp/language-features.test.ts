import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CompletionItem, Hover, InlayHint, Position } from "vscode-languageserver";
import { applyLspEdits, at, LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

/** A place of a snippet where its user types over the text. */
const stop = (text: string) => `$\u007B1:${text}}`;

describe("language features", () => {
  let server: LanguageServer;
  let uri: string;
  let files = 0;

  beforeAll(async () => {
    server = await LanguageServer.start({ initializationOptions: { clientCommands: true } });
  });
  beforeEach(() => {
    uri = `file:///models/${files++}/config.json`;
  });
  afterAll(() => server.stop());

  /** Opens the text without the bar, which marks the cursor. */
  async function openAtBar(text: string): Promise<{ readonly text: string; readonly position: Position }> {
    const position = rangeOfPart(text, "|").start;
    const plain = text.replace("|", "");
    await server.open(uri, plain);
    return { text: plain, position };
  }

  async function complete(text: string): Promise<{ readonly text: string; readonly items: CompletionItem[] }> {
    const opened = await openAtBar(text);
    const { position } = opened;
    const items = await server.request<CompletionItem[]>("textDocument/completion", {
      textDocument: { uri },
      position,
    });
    return { text: opened.text, items };
  }

  /** The text after a completion is taken. */
  function taken(text: string, items: readonly CompletionItem[], label: string): string {
    const item = items.find((candidate) => candidate.label === label);
    if (item?.textEdit === undefined || !("range" in item.textEdit)) throw new Error(`${label} is not offered`);
    return applyLspEdits(text, [item.textEdit]);
  }

  async function hoverOn(part: string, text = LLAMA_2_16K): Promise<string> {
    const { start } = rangeOfPart(text, part);
    const position = { ...start, character: start.character + 1 };
    const hover = await server.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
    return typeof hover?.contents === "object" && "value" in hover.contents ? hover.contents.value : "";
  }

  test("hover says what a key means, what it does here, and where that is known from", async () => {
    await server.open(uri, LLAMA_2_16K);
    await server.advice(uri, 1);
    const window = await hoverOn('"max_position_embeddings"');
    expect(window).toContain("**Window that the file claims, tokens** `max_position_embeddings`");
    expect(window).toContain(
      "The file claims 16384 tokens: 4 times the pretrained 4096 (known checkpoint LLaMA-2-7B).",
    );
    expect(window).toContain("512 KiB a token in float16: 8 GiB for 16384 tokens.");
    expect(window).toContain("transformers 5.24.0");
    expect(await hoverOn('"num_key_value_heads"')).toContain("512 KiB a token");
    expect(await hoverOn('"hidden_size"')).toContain(
      "A head has 128 entries; all of them rotate, in 64 frequency pairs.",
    );
    expect(await hoverOn('"bos_token_id"')).toBe("");
  });

  test("hover on the block compares the strategies with a chart of every pair", async () => {
    await server.open(uri, LLAMA_2_16K);
    await server.advice(uri, 1);
    const block = await hoverOn('"rope_scaling"');
    expect(block).toContain("No scaling: the frequencies are the pretrained ones.");
    expect(block).toContain("**resonant disturbs least: 0.00456**");
    const chart = block.split("\n").filter((line) => /^(resonant|none) /.test(line));
    expect(chart).toHaveLength(2);
    for (const line of chart) expect(line).toMatch(/^\w+ +[▁▂▃▄▅▆▇█]{64} 0\.\d{5}$/);
  });

  test("hover on the block says what each framework does with the file, by outcome, with its release", async () => {
    await server.open(uri, LLAMA_2_16K);
    const block = await hoverOn('"rope_scaling"');
    const runs = block.split("\n").find((line) => line.startsWith("- **runs as the file says**: "));
    expect(runs).toContain("transformers 5.24.0");
    expect(runs).toContain("vLLM 0.33.0");
    const outcomes = [...block.matchAll(/^- \*\*(.+?)\*\*: /gm)].map(([, outcome]) => outcome);
    expect(new Set(outcomes).size).toBe(outcomes.length);
    expect(await hoverOn('"hidden_size"')).not.toContain("runs as the file says");
  });

  test("hover on a block that a framework cannot run names the framework and its exception", async () => {
    const text = LLAMA_2_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "yarn"}');
    await server.open(uri, text);
    const block = await hoverOn('"rope_scaling"', text);
    const raises = block.split("\n").find((line) => line.startsWith("- **does not start**: "));
    expect(raises).toMatch(/vLLM 0\.33\.0[^;]*\(\w+Error: /);
  });

  test("hover on a ramp's ends draws which pairs it divides, and on the base the wavelengths", async () => {
    const yarn = '{"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096, "beta_fast": 32}';
    const text = LLAMA_2_16K.replace('"rope_scaling": null', `"rope_theta": 10000.0, "rope_scaling": ${yarn}`);
    await server.open(uri, text);
    const ramp = await hoverOn('"beta_fast"', text);
    expect(ramp).toContain("yarn keeps 21 of 64 pairs as pretrained to within 0.5 %, ramps 25, divides 18 by 4.");
    const row = ramp.split("\n").find((line) => line.endsWith("frequency divided by")) ?? "";
    expect([...row].slice(0, 21).join("")).toBe("▁".repeat(21));
    expect([...row].slice(46, 64).join("")).toBe("█".repeat(18));
    expect(await hoverOn('"rope_theta"', text)).toMatch(/^▁[▁▂▃▄▅▆▇█]{62}█ {2}wavelength/m);
  });

  test("hover on a layer key counts the layers, and on the model type names the checkpoint", async () => {
    const text = LLAMA_2_16K.replace('"rope_scaling": null', '"sliding_window": 4096, "rope_scaling": null');
    await server.open(uri, text);
    expect(await hoverOn('"sliding_window"', text)).toContain("32 layers attend to ");
    expect(await hoverOn('"model_type"', text)).toContain(
      "The shape is that of LLaMA-2-7B, which was pretrained on 4096 tokens.",
    );
  });

  test("keys are completed where none is yet, with a value of their type and the comma that is needed", async () => {
    const { text, items } = await complete('{\n  "model_type": "llama",\n  "rope_|"\n}');
    expect(taken(text, items, "rope_theta")).toBe(`{\n  "model_type": "llama",\n  "rope_theta": ${stop("0")}\n}`);
    expect(items.map(({ label }) => label)).not.toContain("model_type");
  });

  test("a key before others brings its comma", async () => {
    const before = await complete('{\n  |\n  "model_type": "llama"\n}');
    expect(taken(before.text, before.items, "rope_theta")).toContain(`"rope_theta": ${stop("0")},\n  "model_type"`);
  });

  test("in a block the keys of its type are offered, required ones first, with the values of this file", async () => {
    const { text, items } = await complete(
      LLAMA_2_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "llama3", |}'),
    );
    expect(items.map(({ label }) => label)).not.toContain("beta_fast");
    const sorted = [...items].sort((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? ""));
    expect(sorted.slice(0, 4).map(({ label }) => label)).toEqual([
      "factor",
      "high_freq_factor",
      "low_freq_factor",
      "original_max_position_embeddings",
    ]);
    expect(taken(text, items, "factor")).toContain('"llama3", "factor": 4.0}');
    expect(taken(text, items, "original_max_position_embeddings")).toContain(
      '"original_max_position_embeddings": 4096}',
    );
  });

  test("choosing a type brings the keys that it requires", async () => {
    const { text, items } = await complete(
      LLAMA_2_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "|"}'),
    );
    const { rope_scaling: block } = JSON.parse(taken(text, items, "llama3"));
    expect(block).toEqual({
      rope_type: "llama3",
      factor: 4,
      low_freq_factor: 1,
      high_freq_factor: 4,
      original_max_position_embeddings: 4096,
    });
  });

  test("a whole block is offered in the place of null, and usual windows for the window", async () => {
    const block = await complete(LLAMA_2_16K.replace("null", "|null"));
    const { rope_scaling: written } = JSON.parse(taken(block.text, block.items, "yarn"));
    expect(written).toMatchObject({ rope_type: "yarn", factor: 4 });
    const window = await complete(LLAMA_2_16K.replace("16384", "|16384"));
    expect(window.items.map(({ label }) => label)).toEqual(["4096", "8192", "16384", "32768", "65536", "131072"]);
    expect(JSON.parse(taken(window.text, window.items, "32768")).max_position_embeddings).toBe(32768);
  });

  test("nothing is completed in a file that is no model config", async () => {
    expect((await complete('{"title": "My site", |}')).items).toEqual([]);
  });

  async function hintsIn(asked: LanguageServer): Promise<[number, InlayHint["label"]][]> {
    await asked.open(uri, LLAMA_2_16K);
    const hints = await asked.request<InlayHint[]>("textDocument/inlayHint", {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
    });
    return hints.map(({ label, position: { line } }) => [line, label]);
  }

  test("hints show the scale of the window, and the size of a head where no lens says it", async () => {
    expect(await hintsIn(server)).toEqual([[11, "= 4 × pretrained 4096"]]);
    const withoutLenses = await LanguageServer.start({ settings: { codeLens: false } });
    expect(await hintsIn(withoutLenses)).toEqual([
      [11, "= 4 × pretrained 4096"],
      [13, "head size 128"],
    ]);
    await withoutLenses.stop();
  });

  test("the other spelling is a refactoring away", async () => {
    await server.open(uri, LLAMA_2_16K.replace('"rope_scaling": null', '"rope_theta": 10000.0'));
    const actions = await server.codeActions(uri, at(0, 0), ["refactor"]);
    expect(actions.map(({ title }) => title)).toContain("Write it as rope_parameters (transformers 5 spelling)");
  });
});
