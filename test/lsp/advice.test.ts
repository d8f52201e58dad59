import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LengthsAnswer, PreviewAnswer } from "../../src/protocol/index.ts";
import { LLAMA_2_16K } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const URI = "file:///models/llama/config.json";
const HEAD_SHAPE = "head size 128 · MHA · KV cache 8 GiB for 16384 tokens";
const HEAD_SHAPE_8K = "head size 128 · MHA · KV cache 4 GiB for 8192 tokens";
const QUERY = {
  rope: 0,
  targetLength: null,
  bins: 360,
  use: "as-is",
  runtime: null,
  strategy: null,
  drawn: null,
  pair: null,
} as const;

describe("the advice", () => {
  let server: LanguageServer;

  beforeEach(async () => {
    server = await LanguageServer.start({ initializationOptions: { clientCommands: true } });
    await server.open(URI, LLAMA_2_16K);
    await server.advice(URI, 1);
  });
  afterEach(() => server.stop());

  const lensTitles = async () => (await server.codeLenses(URI)).map(({ command }) => command?.title);

  test("comes after opening: for the status bar and in the lenses above the RoPE keys", async () => {
    const { advice } = await server.advice(URI, 1);
    expect(advice?.label).toBe("resonant 0.00456 (−86.4 %)");
    expect(advice?.detail).toContain("resonant disturbs least: 0.00456.");
    expect(await lensTitles()).toEqual([
      "resonant 0.00456, 86.4 % below linear",
      "Preview",
      "Insert",
      "Extend…",
      HEAD_SHAPE,
    ]);
  });

  test("comes as soon as the ranking stands; how sure it is follows", async () => {
    const { advice } = await server.advice(URI, 1);
    expect(advice?.detail).toContain("not yet compared on 16 grids");
    const latest = () => server.latestAdvice(URI)?.advice;
    await expect.poll(() => latest()?.detail, { timeout: 30_000 }).toContain("least on 16 of 16 grids");
    expect(latest()?.label).toBe(advice?.label);
  });

  test("waits for the save while a RoPE key is typed, and stays when another key is", async () => {
    await server.change(URI, 2, LLAMA_2_16K.replace('"use_cache": true', '"use_cache": false'));
    expect(await lensTitles()).toContain("Insert");
    await server.change(URI, 3, LLAMA_2_16K.replace("16384", "8192"));
    expect(await lensTitles()).toEqual(["save to compare the strategies", "Preview", HEAD_SHAPE_8K]);
    await server.save(URI);
    const { advice } = await server.advice(URI, 3);
    expect(advice?.label).toBe("resonant 0.00210 (−91.3 %)");
    expect((await lensTitles())[0]).toBe("resonant 0.00210, 91.3 % below linear");
  });

  test("follows a file that is read anew from disk, whichever is told first: the change or that it is the file's", async () => {
    const [half, third] = [LLAMA_2_16K.replace("16384", "8192"), LLAMA_2_16K.replace("16384", "12288")];
    await server.change(URI, 2, half);
    await server.connection.sendNotification("ropeLens/fresh", { uri: URI, documentVersion: 2 });
    expect((await server.advice(URI, 2)).advice?.label).toBe("resonant 0.00210 (−91.3 %)");
    await server.connection.sendNotification("ropeLens/fresh", { uri: URI, documentVersion: 3 });
    await server.change(URI, 3, third);
    expect((await server.advice(URI, 3)).advice?.label).toMatch(/^resonant /);
    expect((await lensTitles())[0]).toContain("below linear");
  });

  test("is renewed when a file beside it changes, and for that folder alone", async () => {
    const other = "file:///models/gemma/config.json";
    await server.open(other, LLAMA_2_16K);
    await server.advice(other, 1);
    await server.change(URI, 2, LLAMA_2_16K.replace("16384", "8192"));
    await server.change(other, 2, LLAMA_2_16K.replace("16384", "8192"));
    await server.changedFile("file:///models/llama/tokenizer_config.json");
    expect((await server.advice(URI, 2)).advice?.label).toBe("resonant 0.00210 (−91.3 %)");
    const titles = (await server.codeLenses(other)).map(({ command }) => command?.title);
    expect(titles).toContain("save to compare the strategies");
  });

  test("follows what the user chooses for the file", async () => {
    const choices = { uri: URI, targetLength: 8192, use: "fine-tuned" };
    await server.connection.sendNotification("ropeLens/fileChoices", choices);
    await expect.poll(async () => (await lensTitles())[0]).toContain("0.00210");
    await server.connection.sendNotification("ropeLens/fileChoices", { uri: URI, targetLength: null, use: null });
    await expect.poll(async () => (await lensTitles())[0]).toContain("0.00456");
  });

  test("is not given when the setting is off", async () => {
    const quiet = await LanguageServer.start({ settings: { onSave: "off" } });
    await quiet.open(URI, LLAMA_2_16K);
    expect((await quiet.advice(URI, 1)).advice).toBeNull();
    await quiet.stop();
  });

  test("fills the preview, the length curve and the heatmap with the same numbers", async () => {
    const answer = await server.request<PreviewAnswer>("ropeLens/preview", { uri: URI, query: QUERY });
    if (!answer.ok) throw new Error(answer.notice.kind);
    const { analysis, headline, documentVersion } = answer.model;
    expect(headline).toBe("resonant disturbs least: 0.00456");
    expect(documentVersion).toBe(1);
    expect(analysis.strategies.map(({ id }) => id).sort()).toEqual(
      ["distributional", "dynamic", "linear", "llama3", "none", "ntk", "resonant", "yarn"].sort(),
    );
    const mean = (id: string) => analysis.strategies.find((strategy) => strategy.id === id)?.meanDisturbance;
    expect(mean("linear")).toBeCloseTo(0.033618, 6);
    expect(mean("distributional")).toBeCloseTo(0.022947, 6);
    const curve = await server.request<LengthsAnswer>("ropeLens/lengths", { uri: URI, query: QUERY });
    const at16384 = curve?.lengths.indexOf(16384) ?? -1;
    const linear = curve?.curves.find(({ id }) => id === "linear");
    expect(linear?.means[at16384]).toBe(mean("linear"));
  });

  test("gives the preview what the rules find in this version of the file, in the order of the text", async () => {
    const findings = async () => {
      const answer = await server.request<PreviewAnswer>("ropeLens/preview", { uri: URI, query: QUERY });
      if (!answer.ok) throw new Error(answer.notice.kind);
      return (answer.model.findings ?? []).map(({ code, message, line }) => ({ code, message, line }));
    };
    const diagnostics = async () =>
      (await server.diagnostics(URI))
        .map(({ code, message, range }) => ({ code, message, line: range.start.line + 1 }))
        .sort((a, b) => a.line - b.line);
    const own = await findings();
    expect(own.map(({ code, line }) => [code, line])).toEqual([["length/unscaled-extension", 12]]);
    expect(own).toEqual(await diagnostics());

    const unsound = '"rope_scaling": { "rope_type": "linear", "factor": 2.0, "beta_fast": 32 }';
    await server.change(URI, 2, LLAMA_2_16K.replace('"rope_scaling": null', unsound));
    const changed = await findings();
    expect(changed).not.toEqual(own);
    expect(changed).toEqual(await diagnostics());
  });

  test("answers the preview's quick question with the same figures but those of other grids", async () => {
    const ask = async (quick?: boolean) => {
      const query = { ...QUERY, targetLength: 12_000 };
      const answer = await server.request<PreviewAnswer>("ropeLens/preview", { uri: URI, query, quick });
      if (!answer.ok) throw new Error(answer.notice.kind);
      return answer.model;
    };
    const [quick, whole] = [await ask(true), await ask()];
    expect([quick.partial, whole.partial]).toEqual([true, undefined]);
    const means = ({ analysis }: typeof whole) =>
      analysis.strategies.map(({ id, meanDisturbance }) => [id, meanDisturbance]);
    expect(means(quick)).toEqual(means(whole));
    expect(quick.headline).toBe(whole.headline);
  });

  test("shows the place of a syntax error instead of a preview of a guess", async () => {
    await server.change(URI, 2, LLAMA_2_16K.replace('"llama",', '"llama"'));
    const answer = await server.request<PreviewAnswer>("ropeLens/preview", { uri: URI, query: QUERY });
    expect(answer).toMatchObject({ ok: false, notice: { kind: "syntax", file: "config.json" } });
  });

  test("says what stands in the way of a RoPE that cannot be computed", async () => {
    await server.change(URI, 2, LLAMA_2_16K.replace('"rope_scaling"', '"rope_theta": "10000",\n  "rope_scaling"'));
    const answer = await server.request<PreviewAnswer>("ropeLens/preview", { uri: URI, query: QUERY });
    expect(answer).toMatchObject({
      ok: false,
      notice: { kind: "failed", message: expect.stringContaining("rope_theta") },
    });
  });

  test("answers others while a comparison is under way, and stops it when it is cancelled", async () => {
    const { CancellationTokenSource } = await import("vscode-languageserver/node");
    const source = new CancellationTokenSource();
    const order: string[] = [];
    const curve = server.connection
      .sendRequest("ropeLens/lengths", { uri: URI, query: { ...QUERY, bins: 3600 } }, source.token)
      .then(
        () => order.push("lengths"),
        ({ code }: { code: number }) => order.push(`lengths ended with ${code}`),
      );
    await server.diagnostics(URI);
    order.push("diagnostics");
    source.cancel();
    await curve;
    // -32800: the protocol's code for a cancelled request.
    expect(order).toEqual(["diagnostics", "lengths ended with -32800"]);
  });
});
