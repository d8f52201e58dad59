/** The commands, by the palette and the lens, and what happens when the file or the server goes away. */
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { killServers, serverProcesses } from "./processes.ts";
import { Workbench } from "./workbench.ts";

const FILE = "llama-2-7b-16k/config.json";
/** For what is polled. */
const PATIENCE = { timeout: 60_000 };

describe("commands", () => {
  let code: Workbench;
  let original: string;

  beforeAll(async () => {
    code = await Workbench.open({ name: "commands" });
    original = await code.onDisk(FILE);
    await code.openFile(FILE);
    await code.lens(/^Insert$/).waitFor();
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("Extend asks for length and strategy, shows the change of each, and inserts the one chosen", async () => {
    await code.clickLens("Extend…", code.page.locator(".quick-input-list").getByText("32768", { exact: true }));
    await code.pick("32768");
    const list = code.page.locator(".quick-input-list");
    await list.getByText("disturbs least").waitFor();
    await list.getByText("needs fine-tuning").first().waitFor();
    await code.page.locator(".diff-editor, .monaco-diff-editor").getByText('"longrope"').waitFor();
    await code.screenshot("8-extend");
    await code.picture("images/walkthrough/extend.png", { x: 440, y: 0, width: 1060, height: 600 });
    await code.pick("yarn");
    await code.page.locator(".monaco-diff-editor").waitFor({ state: "detached" });
    await expect.poll(() => code.text()).toContain('"max_position_embeddings": 32768');
    await code.save();
    const config = JSON.parse(await code.onDisk(FILE));
    expect(config.rope_scaling).toMatchObject({ rope_type: "yarn", factor: 8, original_max_position_embeddings: 4096 });
  });

  test("Remove Scaling brings the pretrained window back", async () => {
    await code.runCommand("RoPE Lens: Remove Scaling");
    await expect.poll(() => code.text()).toContain('"max_position_embeddings": 4096');
    await code.save();
    expect(await code.onDisk(FILE)).toBe(original.replace("16384", "4096"));
  });

  test("Insert Strategy says when there is nothing to extend", async () => {
    await code.runCommand("RoPE Lens: Insert Strategy");
    await code.notifications().getByText("Nothing to extend").waitFor();
    await code.clearNotifications();
    await code.focusEditor();
    await code.page.keyboard.press("Control+Z");
    await code.page.keyboard.press("Control+Z");
    await code.save();
    expect(await code.onDisk(FILE)).toBe(original);
  });

  test("Measure on My Model opens the script that measures the ticked strategies", async () => {
    await code.runCommand("RoPE Lens: Measure on My Model");
    const list = code.page.locator(".quick-input-widget");
    await list.getByPlaceholder("Strategies to measure").waitFor();
    await list.getByText("resonant", { exact: true }).first().waitFor();
    await code.page.keyboard.press("Enter");
    await code.page.locator(".tab.active", { hasText: "Untitled" }).waitFor();
    await expect.poll(() => code.text()).toContain("Measures a checkpoint with each RoPE scaling strategy");
    await code.screenshot("8-measure");
    await code.runCommand("Revert and Close Editor");
    await code.openFile(FILE);
  });

  test("Choose Use brings the strategies that need fine-tuning into the running", async () => {
    await code.runCommand("RoPE Lens: Choose Use");
    await code.pick("To be fine-tuned");
    await code.runCommand("RoPE Lens: Insert Strategy");
    await code.page.locator(".quick-input-list").getByText("distributional").waitFor();
    await expect(code.page.locator(".quick-input-list").getByText("needs fine-tuning").count()).resolves.toBe(0);
    await code.page.keyboard.press("Escape");
    await code.runCommand("RoPE Lens: Choose Use");
    await code.pick("As the settings say");
  });

  test("the code of a finding opens the page of its rule", async () => {
    await code.hoverOver("16384");
    await code.page.locator(".monaco-hover a", { hasText: "length/unscaled-extension" }).click();
    await code.page.locator(".tab", { hasText: "unscaled-extension.md" }).waitFor();
    await code.preview
      .getByRole("heading", { name: /unscaled-extension/ })
      .first()
      .waitFor();
    await code.screenshot("8-rule");
    await code.closeTab("unscaled-extension.md");
  });

  test("a server that ends is started again, and the squiggle is back", async () => {
    expect(serverProcesses()).toBe(1);
    killServers();
    await expect.poll(serverProcesses).toBe(0);
    await expect.poll(serverProcesses, { timeout: 30_000 }).toBe(1);
    await code.openFile(FILE);
    await code.squiggles("warning").waitFor();
    await code.runCommand("RoPE Lens: Restart Server");
    await code.squiggles("warning").waitFor();
    await code.lens(/^Insert$/).waitFor();
    expect(serverProcesses()).toBe(1);
  });

  test("a server that is killed while someone types loses no keystroke, and the next one reads what was typed", async () => {
    await code.goTo(12, 1);
    await code.page.keyboard.press("End");
    await code.page.keyboard.press("ArrowLeft");
    await code.page.keyboard.type("00", { delay: 40 });
    killServers();
    await code.page.keyboard.type("123", { delay: 40 });
    await expect.poll(serverProcesses, PATIENCE).toBe(1);
    await code.page.keyboard.type("45", { delay: 40 });
    await code.squiggles("warning").waitFor();
    expect(await code.hoverOver("163840012345")).toContain("The window of 163840012345");
    await code.screenshot("8-killed");
    expect(await code.notifications().count()).toBe(0);
    await code.focusEditor();
    await code.save();
    expect(await code.onDisk(FILE)).toBe(original.replace("16384", "163840012345"));
    await code.goTo(12, 1);
    await code.page.keyboard.press("End");
    await code.page.keyboard.press("ArrowLeft");
    for (let k = 0; k < 7; k++) await code.page.keyboard.press("Backspace");
    await code.save();
    expect(await code.onDisk(FILE)).toBe(original);
  });

  test("a read-only file can be looked at and gets its insertion, which is the user's to save", async () => {
    await chmod(join(code.folder, FILE), 0o444);
    await code.clickLens(/^Insert$/, code.lens("resonant 0.00456, as in the file"));
    await code.focusEditor();
    await code.page.keyboard.press("Control+Z");
    await chmod(join(code.folder, FILE), 0o644);
  });

  test("a file that is deleted under its preview is said to be gone", async () => {
    await code.save();
    await code.openPreviewByLens();
    await code.preview.getByText("resonant disturbs least: 0.00456").waitFor();
    await code.closeTab("config.json");
    await rm(join(code.folder, FILE));
    await code.preview.getByRole("button", { name: "Next pair" }).click();
    await code.preview.getByText(`${FILE} cannot be read: it was deleted or moved.`).waitFor();
    await code.screenshot("8-deleted");
  });
});
