import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Workbench } from "./workbench.ts";

const FILE = "llama-2-7b-16k/config.json";

describe("LLaMA-2 7B typed over to 16384 tokens", () => {
  let code: Workbench;
  let original: string;

  beforeAll(async () => {
    code = await Workbench.open({ name: "story" });
    original = await code.onDisk(FILE);
  });
  afterAll(() => code.close());

  test("a squiggle under 16384 says what is wrong with the window", async () => {
    await code.openFile(FILE);
    await code.squiggles("warning").waitFor();
    const hover = await code.hoverOver("16384");
    expect(hover).toContain("4 times the pretrained 4096");
    expect(hover).toContain("no RoPE scaling");
    await code.screenshot("1-squiggle");
  });

  test("saving shows what disturbs least in the lens and in the status bar", async () => {
    await code.save();
    await code.lens("resonant · mean disturbance 0.00456 · 86.4 % below linear").waitFor();
    await expect.poll(() => code.statusBar.innerText()).toContain("resonant 0.00456 (−86.4 %)");
    await code.screenshot("2-lens");
  });
});
