/** Many configs and many edits at once: each answer belongs to the text that was asked about. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CancellationTokenSource, type Diagnostic } from "vscode-languageserver/node";
import { LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const CONFIGS = 60;
const EDITS = 600;
const WINDOW = "16384";

const uriOf = (config: number) => `file:///models/${config}/config.json`;
const windows = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ code }) => code === "length/unscaled-extension").map(({ message }) => message);

describe("a server with many configs open", () => {
  let server: LanguageServer;

  beforeAll(async () => {
    server = await LanguageServer.start();
    for (let config = 0; config < CONFIGS; config++) await server.open(uriOf(config), LLAMA_2_16K);
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    expect(server.complaints()).toBe("");
  });

  test("answers of the text as it is after all the edits so far, while more come in", async () => {
    const range = rangeOfPart(LLAMA_2_16K, WINDOW);
    const asked: { window: number; answer: Promise<Diagnostic[]> }[] = [];
    for (let k = 0; k < EDITS; k++) {
      const window = 20_000 + k;
      const uri = uriOf(k % CONFIGS);
      await server.change(uri, 2 + Math.floor(k / CONFIGS), String(window), range);
      if (k % 7 === 0) asked.push({ window, answer: server.diagnostics(uri) });
    }
    for (const { window, answer } of asked) {
      const found = windows(await answer);
      expect(found).toHaveLength(1);
      // A later edit of the same file may have come before the answer, but never an earlier one.
      const said = Number(/\b2\d{4}\b/.exec(found[0] ?? "")?.[0]);
      expect(said).toBeGreaterThanOrEqual(window);
      expect((said - window) % CONFIGS).toBe(0);
    }
    for (let config = 0; config < CONFIGS; config++) {
      const [message] = windows(await server.diagnostics(uriOf(config)));
      expect(message).toContain(String(20_000 + EDITS - CONFIGS + config));
    }
  });

  test("goes on after requests that were taken back", async () => {
    const uri = uriOf(0);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, k) => {
        const source = new CancellationTokenSource();
        const params = { textDocument: { uri }, position: { line: 10, character: 8 } };
        const answer = server.connection.sendRequest("textDocument/hover", params, source.token);
        if (k % 2 === 0) source.cancel();
        return answer;
      }),
    );
    expect(outcomes.filter(({ status }, k) => k % 2 === 1 && status === "rejected")).toEqual([]);
    expect(windows(await server.diagnostics(uri))).toHaveLength(1);
  });

  test("says nothing of a config that was closed while its advice was computed", async () => {
    const uri = "file:///models/closed/config.json";
    for (let k = 0; k < 20; k++) {
      await server.open(uri, LLAMA_2_16K.replace(WINDOW, String(30_000 + k)), 100 + k);
      await server.save(uri);
      await server.close(uri);
    }
    expect(await server.diagnostics(uri)).toEqual([]);
    expect(await server.codeLenses(uri)).toEqual([]);
    await server.open(uri, LLAMA_2_16K, 200);
    const { advice } = await server.advice(uri, 200);
    expect(advice).not.toBeNull();
    expect(windows(await server.diagnostics(uri))[0]).toContain(WINDOW);
  });

  test("compares for one config after the other where many are opened, and for all in the end", async () => {
    const opened = Array.from({ length: 8 }, (_, k) => `file:///models/opened/${k}/config.json`);
    // Each with a window of its own: nothing is remembered of another.
    for (const [k, uri] of opened.entries()) await server.open(uri, LLAMA_2_16K.replace(WINDOW, String(40_000 + k)));
    const told = () => server.advisedOn().filter((uri) => opened.includes(uri));
    // Told of twice each: when the ranking stands, and when it is known how sure it is.
    await expect.poll(() => told().length, { timeout: 60_000 }).toBe(2 * opened.length);
    const uris = told();
    expect(uris.filter((uri, k) => k % 2 === 0 && uris[k + 1] === uri).sort()).toEqual(opened);
  });
});
