/** The server reads what stands beside a config and speaks to its editor: no connection, no other program, no hang. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SEEN, WATCHED } from "../support/watch-process.ts";
import { LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer } from "./language-server.ts";

const CODES = ["length/unscaled-extension"];

test("what watches the server sees a connection, a name asked for and a program started", () => {
  const script = `
    await fetch("data:,").catch(() => {});
    (await import("node:net")).connect(9, "127.0.0.1").on("error", () => {});
    (await import("node:dgram")).createSocket("udp4").close();
    (await import("node:dns")).promises.lookup("localhost").catch(() => {});
    (await import("node:child_process")).spawnSync(process.execPath, ["--version"]);`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
    env: { ...process.env, ...WATCHED },
  });
  for (const seen of SEEN) expect(stderr).toContain(`${seen}\n`);
});

describe("a server on a disk full of traps", () => {
  let server: LanguageServer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "rope-lens-"));
    server = await LanguageServer.start({ env: WATCHED, workspaceFolders: [pathToFileURL(folder).href] });
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    // Neither a crash, nor anything that the watch saw, in all the tests of this file.
    expect(server.complaints()).toBe("");
    rmSync(folder, { recursive: true, force: true });
  });

  /** What is found in a config of this folder. */
  async function codesIn(name: string): Promise<unknown[]> {
    mkdirSync(join(folder, name), { recursive: true });
    const uri = pathToFileURL(join(folder, name, "config.json")).href;
    await server.open(uri, LLAMA_2_16K);
    const codes = (await server.diagnostics(uri)).map(({ code }) => code);
    await server.hover(uri, rangeOfPart(LLAMA_2_16K, "max_position").start);
    await server.codeLenses(uri);
    await server.save(uri);
    expect((await server.advice(uri, 1)).advice).not.toBeNull();
    await server.close(uri);
    return codes;
  }

  test.each([
    ["spaces and quotes", `a 'quoted' "name"`],
    ["line breaks", "two\nlines\tand\u001b[31m"],
    ["other scripts", "模型-мoдель-😀-\u202e"],
    ["250 characters", "x".repeat(250)],
    ["what an address escapes", "100% a+b#c?d&e;f"],
  ])("in a folder with %s", async (_kind, name) => {
    expect(await codesIn(name)).toEqual(CODES);
  });

  test("beside folders that have the names of files", async () => {
    for (const name of ["tokenizer_config.json", "generation_config.json", "rope-lens.config.json"]) {
      mkdirSync(join(folder, "folders", name), { recursive: true });
    }
    expect(await codesIn("folders")).toEqual(CODES);
  });

  test("beside links that lead in a circle, and out of the workspace to nothing", async () => {
    mkdirSync(join(folder, "links"));
    symlinkSync("generation_config.json", join(folder, "links", "tokenizer_config.json"));
    symlinkSync("tokenizer_config.json", join(folder, "links", "generation_config.json"));
    symlinkSync(".", join(folder, "links", "links"));
    symlinkSync("/nowhere/rope-lens.config.json", join(folder, "links", "rope-lens.config.json"));
    expect(await codesIn("links")).toEqual(CODES);
  });

  test.skipIf(process.platform === "win32")("beside a pipe that nobody writes to", async () => {
    mkdirSync(join(folder, "pipes"));
    for (const name of ["tokenizer_config.json", "rope-lens.config.json"]) {
      expect(spawnSync("mkfifo", [join(folder, "pipes", name)]).status).toBe(0);
    }
    expect(await codesIn("pipes")).toEqual(CODES);
  });

  test("beside files of 50 MB, of binary, and of keys that mean something to JavaScript", async () => {
    mkdirSync(join(folder, "files"));
    writeFileSync(join(folder, "files", "tokenizer_config.json"), Buffer.alloc(50_000_000, 0x20));
    writeFileSync(join(folder, "files", "generation_config.json"), Buffer.from([0, 0xff, 0xfe, 0x80]));
    writeFileSync(
      join(folder, "files", "rope-lens.config.json"),
      '{"__proto__": {"rules": {"length": "off"}}, "constructor": {"prototype": {"rules": {"length": "off"}}}}',
    );
    expect(await codesIn("files")).toEqual(CODES);
  });
});
