import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { GEMMA_3, LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** What Python itself reads in the script's data, which stands before its first function. */
const READ_DATA = `
import ast, json, sys
tree = ast.parse(sys.stdin.read())
values = {n.targets[0].id: ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign)}
functions = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
imports = [a.name for n in tree.body if isinstance(n, ast.Import) for a in n.names] + [n.module for n in tree.body if isinstance(n, ast.ImportFrom)]
print(json.dumps({"values": values, "functions": functions, "imports": imports}))
`;

function readByPython(script: string) {
  const { stdout, stderr } = spawnSync("python3", ["-c", READ_DATA], { input: script, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe.skipIf(!hasPython)("evaluate", () => {
  test("prints a script that Python parses and that needs torch and transformers alone", async () => {
    const { stdout } = await runCli(["evaluate", "-", "--target-length", "16384"], { stdin: LLAMA_16K });
    const { functions, imports } = readByPython(stdout);
    expect(functions).toContain("main");
    const standard = ["argparse", "inspect", "math", "pathlib", "shutil", "sys", "tempfile", "time"];
    expect(imports).toEqual([...standard, "torch", "transformers"]);
  });

  test("has the whole config with each strategy, just as extend prints it", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const { stdout } = await runCli(["evaluate", "config.json", "--target-length", "16384"], { cwd });
    const { values } = readByPython(stdout);
    expect(Object.keys(values.CONFIGS)).toEqual(["resonant", "llama3", "yarn", "ntk", "none"]);
    const argv = ["extend", "config.json", "--target-length", "16384", "--strategy"];
    for (const id of Object.keys(values.CONFIGS)) {
      expect(values.CONFIGS[id]).toBe((await runCli([...argv, id], { cwd })).stdout);
    }
    expect(values).toMatchObject({
      TITLE: "LLaMA-2-7B",
      MODEL: cwd,
      PRETRAINED_LENGTH: 4096,
      TARGET_LENGTH: 16384,
      IN_ONE_PASS: [],
    });
  });

  test("measures the strategies that are named, those that follow the input's length in one pass", async () => {
    const argv = ["evaluate", "-", "-t", "16384", "--strategies", "yarn, dynamic"];
    const { values } = readByPython((await runCli(argv, { stdin: LLAMA_16K })).stdout);
    expect(Object.keys(values.CONFIGS)).toEqual(["yarn", "dynamic"]);
    expect(values.IN_ONE_PASS).toEqual(["dynamic"]);
    expect(values.MODEL).toBeNull();
  });

  test("survives quotes, backslashes and other scripts in the config", async () => {
    const name = "it's \\\"\\u00e9\\\" 模型 ''' \\n";
    const text = LLAMA_16K.replace("meta-llama/Llama-2-7b-chat-hf", name);
    const { values } = readByPython(
      (await runCli(["evaluate", "-", "-t", "16384", "-s", "none"], { stdin: text })).stdout,
    );
    expect(values.CONFIGS.none).toContain(name);
  });
});

describe("evaluate", () => {
  test("exits with 1 when a strategy cannot be written", async () => {
    const argv = ["evaluate", "-", "-t", "262144", "-s", "yarn"];
    const { exitCode, stdout, stderr } = await runCli(argv, { stdin: GEMMA_3 });
    expect(stderr).toContain("yarn cannot be written here");
    expect(stdout).toBe("");
    expect(exitCode).toBe(1);
  });

  test("says that there is nothing to extend", async () => {
    const { exitCode, stderr, stdout } = await runCli(["evaluate", "-", "-t", "1024"], { stdin: LLAMA_16K });
    expect(stderr).toMatch(/^rope-lens: Nothing to extend\./);
    expect(stdout).toBe("");
    expect(exitCode).toBe(0);
  });

  test("exits with 2 for a strategy that it does not know", async () => {
    const { exitCode, stderr } = await runCli(["evaluate", "-", "-t", "16384", "-s", "yarn,x"], { stdin: LLAMA_16K });
    expect(stderr).toContain("The strategies are none, linear");
    expect(exitCode).toBe(2);
  });
});
