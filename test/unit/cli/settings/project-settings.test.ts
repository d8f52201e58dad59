import { describe, expect, test } from "vitest";
import { LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

describe("check with project settings", () => {
  test("takes the nearest file, in the folder of the config or above", async () => {
    const cwd = folderWith({
      "rope-lens.config.json": '{"rules": {"length/unscaled-extension": "error"}}',
      "a/config.json": LLAMA_16K,
      "b/rope-lens.config.json": '{"rules": {"length/unscaled-extension": "off"}}',
      "b/deep/config.json": LLAMA_16K,
    });
    const { stdout, exitCode } = await runCli(["check", ".", "--format", "json"], { cwd });
    const severities = JSON.parse(stdout).files.map((file: { diagnostics: { severity: string }[] }) =>
      file.diagnostics.map(({ severity }) => severity),
    );
    expect(severities).toEqual([["error"], []]);
    expect(exitCode).toBe(1);
  });

  test("does not look beyond the repository", async () => {
    const cwd = folderWith({
      "rope-lens.config.json": '{"rules": {"length/unscaled-extension": "error"}}',
      "repository/.git/HEAD": "",
      "repository/config.json": LLAMA_16K,
    });
    expect((await runCli(["check", "repository/config.json"], { cwd })).exitCode).toBe(0);
  });

  test("lets --runtime replace the runtimes of the file", async () => {
    const linear = LLAMA_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "linear", "factor": 4}');
    const cwd = folderWith({ "rope-lens.config.json": '{"runtimes": ["vllm"]}', "config.json": linear });
    expect((await runCli(["check", "config.json"], { cwd })).exitCode).toBe(1);
    expect((await runCli(["check", "config.json", "--runtime", "transformers"], { cwd })).exitCode).toBe(0);
  });

  test("exits with 2 and one line when the file is wrong", async () => {
    const cwd = folderWith({ "rope-lens.config.json": '{"bin": 90}', "config.json": LLAMA_16K });
    const { exitCode, stderr } = await runCli(["check", "config.json"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('rope-lens.config.json: "bin" is unknown');
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("recommend with project settings", () => {
  const cwd = () =>
    folderWith({
      "rope-lens.config.json": '{"use": "fine-tuned", "bins": 180, "runtimes": ["llama.cpp"]}',
      "config.json": LLAMA_16K,
    });

  test("takes use, bins and runtimes from the file", async () => {
    const { stdout } = await runCli(["recommend", "config.json", "-t", "16384", "--format", "json"], { cwd: cwd() });
    expect(JSON.parse(stdout).ropes[0]).toMatchObject({ use: "fine-tuned", bins: 180, recommended: "linear" });
  });

  test("lets the options of the command go first", async () => {
    const argv = ["recommend", "config.json", "-t", "16384", "--format", "json"];
    const options = ["--use", "as-is", "--bins", "360", "--runtime", "vllm"];
    const { stdout } = await runCli([...argv, ...options], { cwd: cwd() });
    expect(JSON.parse(stdout).ropes[0]).toMatchObject({ use: "as-is", bins: 360, recommended: "resonant" });
  });
});

describe("the pretrained length", () => {
  const MISSPELT = LLAMA_16K.replace('"rope_scaling"', '"rope_scalling"');

  /** What recommend takes as the pretrained length, and where it says that it knows it from. */
  async function pretrained(cwd: string, ...options: string[]): Promise<readonly [number, string]> {
    const argv = ["recommend", "llama/config.json", "-t", "65536", "--format", "json", ...options];
    const { stdout } = await runCli(argv, { cwd });
    const [rope] = JSON.parse(stdout).ropes;
    return [rope.pretrainedLength, rope.pretrainedLengthSource];
  }

  test("comes from the option, else from the project, else from the known checkpoint", async () => {
    const plain = folderWith({ "llama/config.json": LLAMA_16K });
    expect(await pretrained(plain)).toEqual([4096, "known checkpoint LLaMA-2-7B"]);
    expect(await pretrained(plain, "--pretrained-length", "8192")).toEqual([8192, "your setting"]);
    const settled = folderWith({
      "rope-lens.config.json": '{"pretrainedLength": {"**": 2048, "llama/*": 16384, "gemma/*": 1}}',
      "llama/config.json": LLAMA_16K,
    });
    expect(await pretrained(settled)).toEqual([16384, "your setting"]);
    expect(await pretrained(settled, "--pretrained-length", "8192")).toEqual([8192, "your setting"]);
  });

  test("decides what check finds, from the option and from the project", async () => {
    const codes = async (cwd: string, ...options: string[]) => {
      const { stdout } = await runCli(["check", ".", "--format", "json", ...options], { cwd });
      return JSON.parse(stdout).files[0].diagnostics.map(({ code }: { code: string }) => code);
    };
    const plain = folderWith({ "config.json": LLAMA_16K });
    expect(await codes(plain)).toEqual(["length/unscaled-extension"]);
    expect(await codes(plain, "--pretrained-length", "16384")).toEqual([]);
    const settled = folderWith({ "config.json": LLAMA_16K, "rope-lens.config.json": '{"pretrainedLength": 16384}' });
    expect(await codes(settled)).toEqual([]);
    expect(await codes(settled, "--pretrained-length", "8192")).toEqual(["length/unscaled-extension"]);
  });

  test("is kept while check --fix reads the file anew", async () => {
    const cwd = folderWith({ "config.json": MISSPELT });
    const { stdout } = await runCli(["check", "config.json", "--fix", "--pretrained-length", "16384"], { cwd });
    expect(stdout).not.toContain("length/unscaled-extension");
  });

  test("reaches the verbs that insert, show, launch and measure", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const length = ["--pretrained-length", "8192"];
    const wanted = ["-t", "32768", "-s", "yarn", ...length];
    const { stdout: extended } = await runCli(["extend", "config.json", ...wanted], { cwd });
    expect(JSON.parse(extended).rope_scaling).toMatchObject({ factor: 4, original_max_position_embeddings: 8192 });
    const { stdout: shown } = await runCli(["inspect", "config.json", ...length], { cwd });
    expect(shown).toMatch(/pretrained length +8192 \(your setting\)/);
    const { stdout: launch } = await runCli(["flags", "config.json", "-r", "vllm", ...wanted], { cwd });
    expect(launch).toContain('"original_max_position_embeddings": 8192');
    const { stdout: script } = await runCli(["evaluate", "config.json", "-t", "32768", ...length], { cwd });
    expect(script).toContain("8192");
  });

  test.each(["0", "-4", "4096.5", "4k"])("of %s is refused", async (length) => {
    const { exitCode, stderr } = await runCli(["check", "config.json", "--pretrained-length", length]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--pretrained-length");
  });
});

describe("rules by group", () => {
  test("are silenced together, and a code goes before its group", async () => {
    const codes = async (rules: string) => {
      const cwd = folderWith({ "config.json": LLAMA_16K, "rope-lens.config.json": `{"rules": ${rules}}` });
      const { stdout } = await runCli(["check", ".", "--format", "json"], { cwd });
      return JSON.parse(stdout).files[0].diagnostics.map(({ severity }: { severity: string }) => severity);
    };
    expect(await codes('{"length/*": "off"}')).toEqual([]);
    expect(await codes('{"length/unscaled-extension": "info", "length/*": "off"}')).toEqual(["info"]);
    expect(await codes('{"rope/*": "off"}')).toEqual(["warning"]);
  });
});
