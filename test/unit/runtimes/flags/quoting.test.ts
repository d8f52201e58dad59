import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shellWord } from "../../../../src/runtimes/index.ts";
import { answer, CASES, commandOf } from "./requests.ts";

const hasShell = spawnSync("sh", ["-c", ":"]).status === 0;

/** The words that a shell makes of a command. */
function words(command: string): string[] {
  const script = `program() { for word; do printf '%s\\0' "$word"; done; }\n${command.replace(/^vllm /, "program ")}`;
  const { stdout, stderr, status } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
  return stdout.split("\0").slice(0, -1);
}

const HOSTILE = [
  "my models/llama 2",
  "it's",
  "'; touch /tmp/owned; '",
  "$(touch /tmp/owned)",
  "`touch /tmp/owned`",
  'a"b\\c',
  "a&b|c;d>e<f*g?[h]{i,j}~#!",
  "~root/models",
  "模型",
  "''",
];

describe.skipIf(!hasShell)("a shell", () => {
  it.each(HOSTILE)("gets the folder %s as one word", (folder) => {
    const [serve, model, option] = words(commandOf({ ...CASES.yarn, folder }));
    expect([serve, model, option]).toEqual(["serve", folder, "--max-model-len"]);
  });

  it("gets the overrides as JSON, whatever the file's strings hold", () => {
    const block = { ...CASES.yarn.block, mrope_interleaved: "it's '; touch /tmp/owned; $(id) \\ \"\n" };
    const list = words(commandOf({ ...CASES.yarn, block }));
    expect(list[4]).toBe("--hf-overrides");
    expect(list).toHaveLength(6);
    expect(JSON.parse(list[5] ?? "")).toEqual({
      rope_parameters: { ...block, rope_theta: 10000 },
      max_position_embeddings: 16384,
    });
  });

  it("gets any text back as it was", () => {
    const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0"));
    const list = fc.sample(text, { numRuns: 300, seed: 7 });
    expect(words(`vllm ${list.map(shellWord).join(" ")}`)).toEqual(list);
  });
});

describe("a folder", () => {
  it("is not read as an option", () => {
    expect(commandOf({ ...CASES.yarn, folder: "-rf" })).toContain("vllm serve ./-rf --max-model-len");
  });

  it.each([
    ["line breaks", "a\nrm -rf b"],
    ["escape sequences", "a\u001b[2Jb"],
    ["marks that turn the text around", "a\u202Eb"],
  ])("with %s is left for the reader to put in", (_, folder) => {
    expect(commandOf({ ...CASES.yarn, folder })).toContain("vllm serve MODEL --max-model-len");
    expect(answer({ ...CASES.yarn, folder })).toMatchObject({
      notes: ["Put the checkpoint's folder in place of MODEL."],
    });
  });

  it("that is not known is left so too", () => {
    expect(commandOf({ ...CASES.yarn, folder: null })).toContain("vllm serve MODEL --max-model-len");
    expect(answer({ ...CASES.yarn, folder: "llama" })).toMatchObject({ notes: [] });
  });
});

describe("shellWord", () => {
  it("leaves plain words as they are and quotes the rest", () => {
    expect(["a/b-c_1.json", "", "a b", "it's"].map(shellWord)).toEqual(["a/b-c_1.json", "''", "'a b'", "'it'\\''s'"]);
  });
});
