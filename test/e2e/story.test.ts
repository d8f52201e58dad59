/** The main job, end to end: a real config in a real VS Code, by mouse and keyboard, checked on screen and on disk. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { lineDifference } from "./line-difference.ts";
import { Workbench } from "./workbench.ts";

const FILE = "llama-2-7b-16k/config.json";
const UNSCALED = "16384";

describe("LLaMA-2 7B typed over to 16384 tokens", () => {
  let code: Workbench;
  let original: string;

  beforeAll(async () => {
    code = await Workbench.open({ name: "story" });
    original = await code.onDisk(FILE);
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("a squiggle under 16384 says what is wrong with the window", async () => {
    await code.openFile(FILE);
    await code.squiggles("warning").waitFor();
    const hover = await code.hoverOver(UNSCALED);
    expect(hover).toContain("4 times the pretrained 4096");
    expect(hover).toContain("no RoPE scaling");
    await code.screenshot("1-squiggle");
    await code.picture("images/walkthrough/read.png", { x: 350, y: 36, width: 860, height: 560 });
  });

  test("saving shows what disturbs least in the lens and in the status bar", async () => {
    await code.save();
    await code.lens("resonant 0.00456, 86.4 % below linear").waitFor();
    await expect.poll(() => code.statusBar.textContent()).toContain("resonant 0.00456 (−86.4 %)");
    await code.screenshot("2-lens");
    await code.picture("images/walkthrough/open.png", { x: 0, y: 36, width: 860, height: 560 });
  });

  test("the preview opens beside the editor with the ranking and charts of a pair that can be chosen", async () => {
    await code.openPreviewByLens();
    const { preview } = code;
    await preview.getByText("resonant disturbs least: 0.00456").waitFor();
    for (const strategy of ["resonant", "distributional", "linear", "yarn", "llama3", "ntk", "dynamic", "none"]) {
      await preview.getByRole("radio", { name: `Insert ${strategy}`, exact: true }).waitFor();
    }
    await code.page.keyboard.press("Control+B");
    await preview.locator("canvas").first().waitFor();
    await code.picture("docs/images/editor.png");
    await code.picture("images/walkthrough/preview.png", { x: 775, y: 36, width: 720, height: 560 });
    await code.page.keyboard.press("Control+B");
    const pair = preview.getByRole("textbox", { name: "Frequency pair" });
    await pair.fill("12");
    await pair.press("Enter");
    await preview.getByText("the pair nearly repeats every 106 tokens").waitFor();
    await code.screenshot("3-preview");
  });

  test("another target length is compared at once: 8192, twice the pretrained one", async () => {
    await code.focusEditor();
    await code.runCommand("RoPE Lens: Set Target Length");
    await code.pick("8192");
    await code.lens("resonant 0.00210, 91.3 % below linear").waitFor();
    await code.preview.getByText("resonant disturbs least: 0.00210").waitFor();
    expect(await code.meanIn("distributional")).toBe("0.00671 nats, 72.1 % below linear");
    await code.runCommand("RoPE Lens: Set Target Length");
    await code.pick("As the file claims");
    await code.lens("86.4 % below linear").waitFor();
    await code.preview.getByText("resonant disturbs least: 0.00456").waitFor();
    expect(await code.meanIn("distributional")).toBe("0.02295 nats, 31.7 % below linear");
  });

  test("the lens inserts the portable block, changes nothing else, and one undo takes it back", async () => {
    // The side bar leaves too little room for the whole lens beside the preview.
    await code.page.keyboard.press("Control+B");
    await code.clickLens(/^Insert$/, code.lens("resonant 0.00456, as in the file"));
    await code.squiggles("warning").waitFor({ state: "detached" });
    await code.focusEditor();
    await code.save();
    await code.screenshot("4-inserted");
    expectInserted(original, await code.onDisk(FILE));

    await code.focusEditor();
    await code.page.keyboard.press("Control+Z");
    await code.squiggles("warning").waitFor();
    await code.save();
    expect(await code.onDisk(FILE)).toBe(original);
  });

  test("so does the quick fix at the squiggle, which offers the other strategies too", async () => {
    await code.goTo(12, 31);
    await code.page.keyboard.press("Control+.");
    const menu = code.page.locator(".action-widget");
    await menu.getByText("Insert llama3 (0.02646)").waitFor();
    await menu.getByText("Set the window back to 4096").waitFor();
    await code.screenshot("4-quick-fixes");
    await menu.getByText("Insert resonant (disturbs least: 0.00456)").click();
    await code.squiggles("warning").waitFor({ state: "detached" });
    await code.save();
    expectInserted(original, await code.onDisk(FILE));

    await code.focusEditor();
    await code.page.keyboard.press("Control+Z");
    await code.save();
    expect(await code.onDisk(FILE)).toBe(original);
  });

  test("so does the preview", async () => {
    await code.preview.getByText("resonant disturbs least: 0.00456").waitFor();
    await code.preview.getByRole("button", { name: /^Insert resonant/ }).click();
    await code.squiggles("warning").waitFor({ state: "detached" });
    await code.focusEditor();
    await code.save();
    expectInserted(original, await code.onDisk(FILE));
  });

  test("a misspelt key in the block gets a squiggle while it is typed", async () => {
    const line = lineOf(await code.onDisk(FILE), '"original_max_position_embeddings"');
    await code.goTo(line, '    "orig'.length + 1);
    await code.page.keyboard.press("Delete");
    await code.squiggles("error", "warning").first().waitFor();
    expect(await code.hoverOver("orignal_max_position_embeddings")).toContain("original_max_position_embeddings");
    await code.screenshot("5-misspelt-key");
    await code.page.keyboard.press("Control+Z");
    await code.squiggles("error", "warning").waitFor({ state: "detached" });
  });

  test("a string for theta gets a squiggle and a quick fix that takes the quotes away", async () => {
    await code.goTo(18, 1);
    await code.page.keyboard.insertText('  "rope_theta": "10000",');
    await code.squiggles("error").waitFor();
    expect(await code.hoverOver("10000")).toMatch(/number/);
    await code.preview.getByText(/"rope_theta" is the string/).waitFor();
    await code.screenshot("5-string-theta");
    await code.goTo(18, '  "rope_theta": "1'.length);
    await code.page.keyboard.press("Control+.");
    await code.page.locator(".action-widget").getByText("Write 10000 without quotes").click();
    await code.squiggles("error").waitFor({ state: "detached" });
    await code.save();
    expect(JSON.parse(await code.onDisk(FILE)).rope_theta).toBe(10000);
  });

  test("a deleted brace is VS Code's to report; nothing crashes and all is well once it is back", async () => {
    const text = await code.onDisk(FILE);
    await code.goTo(text.trimEnd().split("\n").length, 1);
    await code.page.keyboard.press("Delete");
    await code.squiggles("error").first().waitFor();
    await code.preview.getByText("does not parse").waitFor();
    await code.screenshot("5-deleted-brace");
    await code.focusEditor();
    await code.page.keyboard.press("Control+Z");
    await code.squiggles("error").waitFor({ state: "detached" });
    await code.preview.getByText("does not parse").waitFor({ state: "hidden" });
    await code.save();
    expect(await code.onDisk(FILE)).toBe(text);
  });
});

/** The portable block, in the file's own indentation, and nothing else changed. */
function expectInserted(before: string, after: string): void {
  const { removed, added } = lineDifference(before, after);
  expect(removed).toEqual(['  "rope_scaling": null,']);
  expect(added.map((line) => line.replace(/\[.*\]/, "[…]"))).toEqual([
    '  "rope_scaling": {',
    '    "rope_type": "longrope",',
    '    "factor": 4.0,',
    '    "original_max_position_embeddings": 4096,',
    '    "attention_factor": 1.0801234497346435,',
    '    "short_factor": […],',
    '    "long_factor": […]',
    "  },",
  ]);
  const { rope_scaling: block } = JSON.parse(after);
  expect(block.long_factor).toHaveLength(64);
  expect(block.short_factor).toEqual(block.long_factor);
  expect(block.long_factor[63]).toBe(4);
}

function lineOf(text: string, part: string): number {
  return text.split("\n").findIndex((line) => line.includes(part)) + 1;
}
