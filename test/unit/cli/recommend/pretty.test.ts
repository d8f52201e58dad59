import { describe, expect, test } from "vitest";
import { GEMMA_3, LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

async function lines(text: string, ...options: string[]): Promise<string[]> {
  const cwd = folderWith({ "my model/config.json": text });
  const { stdout, exitCode } = await runCli(["recommend", "my model/config.json", ...options], { cwd });
  expect(exitCode).toBe(0);
  return stdout.split("\n");
}

describe("recommend", () => {
  test("answers first, with the editor's words and figures", async () => {
    const shown = await lines(LLAMA_16K, "-t", "16384");
    expect(shown[0]).toBe("LLaMA-2-7B  my model/config.json");
    expect(shown).toContain("resonant disturbs least: 0.00456");
    expect(shown.find((line) => line.includes("below linear"))).toBe(
      "83 % below llama3 (0.02646), neighbours undisturbed; least on 16 of 16 grids. 86.4 % below linear.",
    );
    expect(shown.find((line) => line.startsWith("Disturbance is not quality."))).toContain("SmolLM2-135M");
  });

  test("has a row a strategy with a bar, and the bound below them", async () => {
    const shown = await lines(LLAMA_16K, "-t", "16384");
    const head = shown.findIndex((line) => line.startsWith("strategy "));
    const rows = shown.slice(head + 1, head + 10).map((line) => line.split(/\s{2,}/));
    expect(rows.map(([id, mean]) => [id, mean])).toEqual([
      ["resonant", "0.00456"],
      ["llama3", "0.02646"],
      ["yarn", "0.03543"],
      ["ntk", "0.08699"],
      ["none", "0.30225"],
      ["distributional", "0.02295"],
      ["linear", "0.03362"],
      ["dynamic", expect.any(String)],
      ["bound", "0.00084"],
    ]);
    expect(rows[0]).toEqual([
      "resonant",
      "0.00456",
      expect.stringMatching(/^█+[▏▎▍▌▋▊▉]?$/),
      "< 0.0001",
      "16 of 16",
      "disturbs least",
    ]);
    expect(rows[6]?.slice(3)).toEqual(["0.1755", "–", "needs fine-tuning"]);
    const bars = rows.map(([, , bar]) => bar?.length ?? 0);
    expect(bars[4]).toBeGreaterThan(bars[0] ?? 0);
  });

  test("ends with the command that inserts it, quoted for a shell", async () => {
    const shown = await lines(LLAMA_16K, "-t", "16384", "--runtime", "vllm@0.30.0");
    expect(shown.at(-2)).toBe(
      "  rope-lens extend 'my model/config.json' --target-length 16384 --strategy resonant --runtime vllm@0.30.0 --write",
    );
  });

  test("says why a chosen runtime keeps a strategy out", async () => {
    const shown = (await lines(LLAMA_16K, "-t", "16384", "--runtime", "llama.cpp")).join("\n");
    expect(shown).toContain("Of what llama.cpp runs, llama3 disturbs least: 0.02646");
    expect(shown).toContain("not in llama.cpp");
    expect(shown).toMatch(/resonant does not run in llama\.cpp: .*per-pair factors/);
  });

  test("has a part for every layer type", async () => {
    const shown = await lines(GEMMA_3, "-t", "262144");
    expect(shown).toContain("full_attention");
    expect(shown).toContain("Nothing to extend in sliding layers");
    expect(shown.join("\n")).toContain("yarn cannot be written here: the model was trained with");
  });

  test("shows the longest windows in a column when a disturbance is allowed for", async () => {
    const shown = await lines(LLAMA_16K, "-t", "16384", "--max-disturbance", "0.03");
    expect(shown.find((line) => line.startsWith("strategy "))).toContain("longest window");
    expect(shown.at(-5)).toBe(
      "Longest window: the longest target length whose mean disturbance stays at or below 0.03.",
    );
  });

  test("says that there is nothing to extend", async () => {
    const shown = await lines(LLAMA_16K, "-t", "2048");
    expect(shown).toContain("Nothing to extend");
    expect(shown.some((line) => line.startsWith("strategy"))).toBe(false);
  });
});

describe("recommend --format csv", () => {
  test("has a row a strategy under named columns", async () => {
    const { stdout } = await runCli(["recommend", "-", "-t", "16384", "--format", "csv"], { stdin: LLAMA_16K });
    const rows = stdout
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(","));
    const column = (name: string) => rows[0]?.indexOf(name) ?? -1;
    expect(rows).toHaveLength(9);
    expect(rows[1]?.[column("strategy")]).toBe("resonant");
    expect(Number(rows[1]?.[column("meanDisturbance")])).toBeCloseTo(0.00456, 5);
    expect(rows[1]?.[column("recommended")]).toBe("true");
    expect(rows[2]?.[column("recommended")]).toBe("false");
    for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
  });
});
