/** What the editor offers beside findings and the preview: comparing, the outline, folding, lenses, the tokenizer. */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/vscode.mjs";
import { commitAll, HAS_GIT } from "./git.ts";
import { Workbench } from "./workbench.ts";

const FILE = "llama/config.json";
const TOKENIZER = "llama/tokenizer_config.json";
const LLAMA = readFileSync(join(ROOT, "examples/llama-2-7b-16k/config.json"), "utf8");
const COMMITTED = LLAMA.replace("16384", "4096");
const FACTORS = Array.from({ length: 64 }, (_, pair) => 1 + pair / 21);
const LISTS = JSON.stringify(
  { ...JSON.parse(LLAMA), rope_scaling: { rope_type: "longrope", long_factor: FACTORS, short_factor: FACTORS } },
  null,
  2,
);
const FILES = {
  [FILE]: COMMITTED,
  [TOKENIZER]: '{\n  "model_max_length": 4096,\n  "padding_side": "left"\n}\n',
  "qwen/config.json": readFileSync(join(ROOT, "examples/qwen2-7b-transformers-5/config.json"), "utf8"),
  "lists/config.json": LISTS,
};
/** How long something that polls is waited for. */
const PATIENCE = { timeout: 60_000 };

describe("beside findings and the preview", () => {
  let code: Workbench;

  beforeAll(async () => {
    code = await Workbench.open({
      name: "features",
      files: FILES,
      prepare: (folder) => {
        if (HAS_GIT) commitAll(folder);
      },
    });
    await writeFile(join(code.folder, FILE), LLAMA);
    await code.openFile(FILE);
    await code.lens(/^Insert$/).waitFor();
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  const row = (text: string) => code.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();

  /** Alone, so that no other file of that name is taken for it. */
  async function openLlama(): Promise<void> {
    await code.runCommand("View: Close All Editors");
    await code.page.keyboard.press("Control+P");
    // By its whole path: the tokenizer's file beside it has a name that ends alike, and may stand before it.
    await code.page.locator(".quick-input-widget input").fill(join(code.folder, FILE));
    const focused = code.page.locator('.quick-input-list .monaco-list-row.focused[aria-label^="config.json"]');
    await focused.filter({ hasText: "llama" }).waitFor();
    await code.page.keyboard.press("Enter");
    await code
      .lens(/^Insert$|as in the file/)
      .first()
      .waitFor();
  }

  test("a lens above the heads says what follows from them", async () => {
    await code.lens("head size 128 · MHA · KV cache 8 GiB for 16384 tokens").waitFor();
    await code.screenshot("9-head-lens");
  });

  test("a file that another program replaces brings its lens along", async () => {
    await writeFile(join(code.folder, FILE), LLAMA.replace("16384", "8192"));
    await code.lens("resonant 0.00210, 91.3 % below linear").waitFor();
    await writeFile(join(code.folder, FILE), LLAMA);
    await code.lens("resonant 0.00456, 86.4 % below linear").waitFor();
  });

  test("the outline groups the keys by meaning", async () => {
    await code.runCommand("Explorer: Focus on Outline View");
    const outline = code.page.locator(".outline-pane .monaco-list-row");
    await outline.filter({ hasText: "LLaMA-2-7B" }).first().waitFor();
    // The view is low and draws only the rows that are on screen.
    await outline.first().hover();
    await expect
      .poll(async () => {
        await code.page.mouse.wheel(0, 60);
        return outline.filter({ hasText: "Context window" }).count();
      }, PATIENCE)
      .toBeGreaterThan(0);
    await code.screenshot("9-outline");
    await code.focusEditor();
  });

  test.skipIf(!HAS_GIT)(
    "Compare With shows what the change since HEAD does to the angles, and follows it",
    async () => {
      await code.runCommand("RoPE Lens: Compare With");
      await row("HEAD version").click();
      await code.preview.getByRole("heading", { name: `${FILE} against HEAD` }).waitFor();
      await code.preview.getByRole("row", { name: "window 4096 16384" }).waitFor();
      await code.preview.getByText("Every frequency is the same.").waitFor();
      await code.screenshot("9-compare-head");
      await code.clickLens(/^Insert$/, code.preview.getByRole("row", { name: "RoPE type default longrope" }));
      await code.preview.getByText("own pretraining: 0 nats before, 0.00456 after").waitFor();
      await code.screenshot("9-compare-inserted");
      await code.focusEditor();
      await code.page.keyboard.press("Control+Z");
      await code.preview.getByText("Every frequency is the same.").waitFor();
    },
  );

  test("Compare With another config of the workspace", async () => {
    await openLlama();
    await code.runCommand("RoPE Lens: Compare With");
    await row("qwen/config.json").click();
    await code.preview.getByRole("heading", { name: `${FILE} against qwen/config.json` }).waitFor();
    await code.preview.getByRole("row", { name: "rope_theta 1000000 10000" }).waitFor();
    await code.screenshot("9-compare-other");
    await code.runCommand("View: Close All Editors");
  });

  test("lists of factors fold at once", async () => {
    await code.openFile("lists/config.json");
    await code.goTo(1, 1);
    await expect
      .poll(async () => {
        await code.runCommand("Fold All Regions");
        return code.editor.locator(".inline-folded").count();
      }, PATIENCE)
      .toBe(2);
    await code.screenshot("9-folded");
    await code.runCommand("View: Close All Editors");
  });

  test("a length that is none, or within the pretrained one, is refused while it is typed", async () => {
    await openLlama();
    await code.runCommand("RoPE Lens: Extend Context Window");
    await row("Other length").click();
    const input = code.page.locator(".quick-input-widget input");
    const message = code.page.locator(".quick-input-message");
    await input.fill("12k5");
    await message.getByText("A whole number of tokens").waitFor();
    await input.fill("2048");
    await message.getByText("Within the pretrained 4096 tokens nothing is extended").waitFor();
    await input.fill("12K");
    await code.page.keyboard.press("Enter");
    await code.page.locator(".quick-input-title").getByText("4096 → 12288").waitFor();
    // The comparison is just being opened, and closed all the same.
    await code.page.keyboard.press("Escape");
    await code.lens("Extend…").waitFor();
    await expect.poll(() => code.page.locator(".monaco-diff-editor").count(), PATIENCE).toBe(0);
  });

  test("hovering the block says what each framework does with it", async () => {
    const hover = await code.hoverOver('"rope_scaling"');
    expect(hover).toContain("runs as the file says");
    expect(hover).toContain("transformers 5.24.0");
    await code.screenshot("9-hover");
  });

  test("a narrow editor still shows the whole lens", async () => {
    await code.page.keyboard.press("Escape");
    await code.page.setViewportSize({ width: 900, height: 800 });
    await code.lens("Extend…").waitFor();
    await code.screenshot("9-narrow");
    await code.page.setViewportSize({ width: 1500, height: 950 });
  });

  test("Extend lets the tokenizer follow, and one undo takes both back", async () => {
    await code.restore({ [FILE]: LLAMA, [TOKENIZER]: FILES[TOKENIZER] });
    await openLlama();
    await expect.poll(() => code.text(), PATIENCE).toContain('"max_position_embeddings": 16384');
    await code.runCommand("RoPE Lens: Extend Context Window");
    await code.pick("32768");
    await code.page.locator(".quick-input-list").getByText("disturbs least").waitFor();
    await code.pick("yarn");
    await code.page.locator(".quick-input-title").getByText("tokenizer_config.json cuts inputs at 4096").waitFor();
    await code.screenshot("9-tokenizer");
    await code.pick("Set its model_max_length to 32768 too");
    await expect.poll(() => code.text(), PATIENCE).toContain('"max_position_embeddings": 32768');
    await code.runCommand("File: Save All Files");
    await expect.poll(() => code.onDisk(TOKENIZER), PATIENCE).toBe(FILES[TOKENIZER].replace("4096", "32768"));
    await expect.poll(() => code.onDisk(FILE), PATIENCE).toContain('"yarn"');
    await code.focusEditor();
    await code.page.keyboard.press("Control+Z");
    await expect.poll(() => code.text(), PATIENCE).toContain('"max_position_embeddings": 16384');
    await code.runCommand("File: Save All Files");
    await expect.poll(() => code.onDisk(TOKENIZER), PATIENCE).toBe(FILES[TOKENIZER]);
    await expect.poll(() => code.onDisk(FILE), PATIENCE).toBe(LLAMA);
  });
});
