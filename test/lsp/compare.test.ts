/** Two texts of configs, compared by the server: either may be a version that no editor shows. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CompareAnswer } from "../../src/protocol/index.ts";
import { LLAMA_2_16K } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

describe("comparing", () => {
  const uri = "file:///models/llama/config.json";
  let server: LanguageServer;

  beforeAll(async () => {
    server = await LanguageServer.start({ settings: { runtimes: ["vllm@0.22.1"] } });
  });
  afterAll(() => server.stop());

  function compare(before: string, after: string): Promise<CompareAnswer> {
    return server.request("ropeLens/compare", {
      before: { uri, name: "HEAD", text: before },
      after: { uri, name: "llama/config.json", text: after },
    });
  }

  test("says what differs, what it does to the angles, and what the chosen release makes of it", async () => {
    const answer = await compare(LLAMA_2_16K.replace("16384", "4096"), LLAMA_2_16K);
    const page = answer.ok ? answer.markdown : answer.message;
    expect(page).toContain("# llama/config.json against HEAD");
    expect(page).toContain("| window | 4096 | 16384 |");
    expect(page).toContain("Every frequency is the same.");
    expect(page).toMatch(/from the first to the second: 0\.\d{5} nats/);
    expect(page).toContain(
      "| vLLM 0.22.1 | runs as the file says; window 4096 | runs as the file says; window 16384 |",
    );
  });

  test("refuses what is no config and what does not parse, by name", async () => {
    expect(await compare("{}", LLAMA_2_16K)).toEqual({ ok: false, message: "HEAD is no model config." });
    expect(await compare(LLAMA_2_16K, LLAMA_2_16K.slice(0, -3))).toEqual({
      ok: false,
      message: "llama/config.json does not parse.",
    });
  });
});
