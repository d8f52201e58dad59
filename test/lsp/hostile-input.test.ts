/** Files that are no model configs, or hardly files: silence, whatever they hold. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LLAMA_2_16K } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const FILES: Readonly<Record<string, string>> = {
  "an empty file": "",
  "white space": " \n\t\n",
  "an empty list": "[]",
  "a lone null": "null",
  "a lone string": '"model_type"',
  "the config of a web site": JSON.stringify({ title: "My site", theme: "plain", plugins: ["sitemap"] }),
  "a package": JSON.stringify({ name: "x", version: "1.0.0", config: { model_type: "none" } }),
  "a text that is no JSON": "model_type: llama\nmax_position_embeddings: 16384\n",
  "a file of more than 5 MB": JSON.stringify({ model_type: "llama", padding: "x".repeat(5 * 1024 * 1024) }),
  "a deep nest": `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  "null characters": "\0".repeat(1000),
};

describe("nothing is said of", () => {
  let server: LanguageServer;

  beforeAll(async () => {
    server = await LanguageServer.start();
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    expect(server.complaints()).toBe("");
    expect(server.logged()).toEqual([]);
  });

  for (const [what, text] of Object.entries(FILES)) {
    test(what, async () => {
      const uri = `file:///workspace/${encodeURIComponent(what)}/config.json`;
      await server.open(uri, text);
      expect(await server.diagnostics(uri)).toEqual([]);
      expect(await server.codeLenses(uri)).toEqual([]);
      expect((await server.advice(uri, 1)).advice).toBeNull();
      await server.save(uri);
      await server.close(uri);
    });
  }

  test("a file that is no longer one by the time it is asked about", async () => {
    const uri = "file:///workspace/closed/config.json";
    await server.open(uri, LLAMA_2_16K);
    await server.close(uri);
    expect(await server.diagnostics(uri)).toEqual([]);
    expect(await server.codeLenses(uri)).toEqual([]);
  });
});
