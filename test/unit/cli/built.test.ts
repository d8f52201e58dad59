/** The built command as a process of its own: what only a real process shows. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SEEN, WATCHED } from "../../support/watch-process.ts";
import { LLAMA_4K, LLAMA_16K } from "./support/configs.ts";
import { folderWith, ROOT } from "./support/run-cli.ts";

const CLI = join(ROOT, "dist/cli.js");
const BUILT = existsSync(CLI);

function rope(argv: readonly string[], options: { cwd?: string; input?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], { encoding: "utf8", ...options });
  return { status, stdout, stderr };
}

describe.skipIf(!BUILT)("the built command", () => {
  test("begins as a script that a shell starts", () => {
    expect(readFileSync(CLI, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("says the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(rope(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("checks, from files and from standard input", () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const { status, stdout } = rope(["check", "config.json", "--format", "json"], { cwd });
    expect(JSON.parse(stdout).summary).toEqual({ errors: 0, warnings: 1, infos: 0 });
    expect(status).toBe(0);
    const piped = rope(["check", "-", "--format", "json"], { input: LLAMA_16K });
    expect(JSON.parse(piped.stdout).files[0]).toMatchObject({ file: "-", modelType: "llama" });
  });

  test("reports many files in the order of their names, and what is missing", () => {
    const names = Array.from({ length: 320 }, (_, i) => `m${String(i).padStart(3, "0")}`);
    const long = new Set(["m005", "m150", "m319"]);
    const files = names.map((name) => [`${name}/config.json`, long.has(name) ? LLAMA_16K : LLAMA_4K] as const);
    const cwd = folderWith(Object.fromEntries(files));
    const { status, stdout, stderr } = rope(["check", ".", "missing.json", "--format", "json"], { cwd });
    const { files: reports, summary } = JSON.parse(stdout);
    expect(reports.map(({ file }: { file: string }) => file)).toEqual(files.map(([file]) => file));
    const found = reports.filter(({ diagnostics }: { diagnostics: unknown[] }) => diagnostics.length > 0);
    expect(found.map(({ file }: { file: string }) => file.slice(0, 4))).toEqual([...long]);
    expect(summary).toEqual({ errors: 0, warnings: 3, infos: 0 });
    expect(stderr).toBe("rope-lens: missing.json: there is no such file\n");
    expect(status).toBe(2);
  });

  test("recommends resonant for LLaMA-2-7B at 16384", () => {
    const argv = ["recommend", "examples/llama-2-7b-16k/config.json", "--target-length", "16384", "--format", "json"];
    const { status, stdout } = rope(argv, { cwd: ROOT });
    expect(JSON.parse(stdout).ropes[0].recommended).toBe("resonant");
    expect(status).toBe(0);
  });

  test("exits with 2 and one line when it could not run", () => {
    expect(rope(["check", "missing.json"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "rope-lens: missing.json: there is no such file\n",
    });
    expect(rope(["chek"]).status).toBe(2);
  });

  test("ends quietly when nobody reads its output any more", async () => {
    const argv = ["recommend", "-", "--target-length", "16384", "--format", "json"];
    const child = spawn(process.execPath, [CLI, ...argv], { stdio: ["pipe", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.destroy();
    child.stdin.end(LLAMA_16K);
    const status = await new Promise((done) => child.on("close", done));
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  test("leaves every file whole when it is interrupted while it fixes", async () => {
    const block = '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}';
    const misspelt = LLAMA_16K.replace('"rope_scaling": null', `"rope_scaling": ${block}`);
    const names = Array.from({ length: 600 }, (_, i) => `m${String(i).padStart(3, "0")}`);
    const cwd = folderWith(Object.fromEntries(names.map((name) => [`${name}/config.json`, misspelt])));
    const read = (name: string) => readFileSync(join(cwd, name, "config.json"), "utf8");
    const child = spawn(process.execPath, [CLI, "check", ".", "--fix"], { cwd, stdio: "ignore" });
    const ended = new Promise((done) => child.on("close", done));
    while (read("m000") === misspelt && child.exitCode === null) await new Promise((next) => setImmediate(next));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    const whole = new Set([misspelt, misspelt.replace("orignal", "original")]);
    for (const name of names) {
      expect(whole.has(read(name))).toBe(true);
      expect(readdirSync(join(cwd, name))).toEqual(["config.json"]);
    }
    expect(read("m599")).toBe(misspelt);
  });

  test.skipIf(!existsSync("/dev/full"))("says in one line that the disk is full", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [CLI, "inspect", "-"], {
      input: LLAMA_16K,
      encoding: "utf8",
      stdio: ["pipe", full, "pipe"],
    });
    expect(stderr).toBe("rope-lens: the output could not be written: the disk is full\n");
    expect(status).toBe(2);
  });
});

describe.skipIf(!BUILT || !existsSync(join(ROOT, "dist/server.js")))("rope-lens lsp --stdio", () => {
  test("answers as the language server", async () => {
    const child = spawn(process.execPath, [CLI, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    const answer = new Promise<string>((done) => {
      let output = "";
      child.stdout.on("data", (chunk) => {
        output += chunk;
        if (output.includes('"id":1') && output.includes('"capabilities"')) done(output);
      });
    });
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    expect(await answer).toContain('"codeActionProvider"');
    send({ id: 2, method: "shutdown" });
    send({ method: "exit" });
    expect(await new Promise((done) => child.on("close", done))).toBe(0);
  });
});

describe.skipIf(!BUILT)("the built command alone", () => {
  test("opens no connection and starts no program, whatever the verb", () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const env = { ...process.env, ...WATCHED };
    for (const argv of [
      ["check", "."],
      ["recommend", "config.json", "-t", "16384"],
      ["extend", "config.json", "-t", "16384", "--strategy", "yarn"],
      ["inspect", "config.json", "--runtime", "vllm"],
      ["flags", "config.json", "-t", "16384", "--strategy", "yarn", "--runtime", "vllm"],
      ["evaluate", "config.json", "-t", "16384"],
    ]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], { encoding: "utf8", cwd, env });
      expect({ argv, status, seen: stderr.split("\n").filter((line) => SEEN.includes(line)) }).toEqual({
        argv,
        status: 0,
        seen: [],
      });
      expect(stdout).not.toBe("");
    }
  });
});
