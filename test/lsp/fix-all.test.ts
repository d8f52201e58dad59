/** "Fix all", and the refactorings of the RoPE block. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CodeAction } from "vscode-languageserver";
import { readConfig } from "../../src/config/index.ts";
import { diagnose, fixAll } from "../../src/rules/index.ts";
import { applyLspEdits, at, LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const withBlock = (block: string) => LLAMA_2_16K.replace('"rope_scaling": null', `"rope_scaling": ${block}`);

/** Two findings with one right answer each. */
const SPOILT = withBlock(
  '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096, "beta_fast": 1, "beta_slow": 32}',
);
const TITLE = "Fix all RoPE Lens problems that have one right answer";

describe("code actions", () => {
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

  function applied(text: string, action: CodeAction | undefined): string {
    const [change] = action?.edit?.documentChanges ?? [];
    if (change === undefined || !("edits" in change)) throw new Error("there is no edit");
    expect(change.textDocument).toEqual({ uri, version: 1 });
    const edits = change.edits.filter((edit) => "newText" in edit);
    return applyLspEdits(text, edits);
  }

  test.each([["source.fixAll"], ["source.fixAll.ropeLens"]])(
    "%s mends what check --fix mends, as on save",
    async (kind) => {
      await server.open(uri, SPOILT);
      const [action, ...others] = await server.codeActions(uri, at(0, 0), [kind]);
      expect(others).toEqual([]);
      expect(action).toMatchObject({ title: TITLE, kind: "source.fixAll.ropeLens" });
      const text = applied(SPOILT, action);
      expect(text).toBe(fixAll(readConfig(SPOILT), { read: readConfig, diagnose }));
      expect(JSON.parse(text).rope_scaling).toEqual({
        rope_type: "yarn",
        factor: 4,
        original_max_position_embeddings: 4096,
        beta_fast: 32,
        beta_slow: 1,
      });
      await server.change(uri, 2, text);
      expect(await server.codeActions(uri, at(0, 0), [kind])).toEqual([]);
    },
  );

  test("it is a quick fix on a finding that it mends, beside that finding's own", async () => {
    await server.open(uri, SPOILT);
    const key = rangeOfPart(SPOILT, '"orignal_max_position_embeddings"');
    const actions = await server.codeActions(uri, key, ["quickfix"]);
    expect(actions.map(({ title }) => title)).toEqual([
      "Rename to original_max_position_embeddings",
      TITLE,
      "Turn off rope/misspelt-key for this workspace",
    ]);
    expect(actions.filter(({ isPreferred }) => isPreferred === true)).toHaveLength(1);
  });

  test("it is no quick fix where it would do what the finding's own fix does", async () => {
    const text = withBlock('{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}');
    await server.open(uri, text);
    const key = rangeOfPart(text, '"orignal_max_position_embeddings"');
    expect((await server.codeActions(uri, key, ["quickfix"])).map(({ title }) => title)).not.toContain(TITLE);
  });

  test("there is none for findings that want a decision", async () => {
    await server.open(uri, LLAMA_2_16K);
    expect(await server.codeActions(uri, at(0, 0), ["source.fixAll"])).toEqual([]);
  });

  const V4 = LLAMA_2_16K.replace(
    '"rope_scaling": null',
    '"rope_scaling": {"rope_type": "linear", "factor": 4.0},\n  "rope_theta": 10000.0',
  );
  const TO_V5 = "Write it as rope_parameters (transformers 5 spelling)";
  const TO_V4 = "Write it as rope_scaling (transformers 4 spelling)";

  test("the other spelling is offered on the RoPE keys, in both directions, and back gives the file's RoPE", async () => {
    await server.open(uri, V4);
    for (const part of ['"rope_scaling"', '"linear"', '"rope_theta"']) {
      const offered = await server.codeActions(uri, rangeOfPart(V4, part));
      expect(offered.filter(({ kind }) => kind === "refactor.rewrite").map(({ title }) => title)).toEqual([TO_V5]);
    }
    const there = await server.codeActions(uri, rangeOfPart(V4, '"rope_scaling"'), ["refactor.rewrite"]);
    const v5 = applied(V4, there[0]);
    expect(JSON.parse(v5).rope_parameters).toEqual({ rope_type: "linear", factor: 4, rope_theta: 10000 });
    uri = `file:///models/${files++}/config.json`;
    await server.open(uri, v5);
    const back = await server.codeActions(uri, rangeOfPart(v5, '"rope_parameters"'));
    const action = back.find(({ kind }) => kind === "refactor.rewrite");
    expect(action?.title).toBe(TO_V4);
    expect(JSON.parse(applied(v5, action))).toEqual(JSON.parse(V4));
  });

  test("the other spelling is not offered at other keys, unless refactorings are asked for", async () => {
    await server.open(uri, V4);
    const kinds = (actions: readonly CodeAction[]) => actions.map(({ kind }) => kind);
    expect(kinds(await server.codeActions(uri, rangeOfPart(V4, '"hidden_size"')))).not.toContain("refactor.rewrite");
    expect(kinds(await server.codeActions(uri, rangeOfPart(V4, '"hidden_size"'), ["refactor"]))).toContain(
      "refactor.rewrite",
    );
  });
});
