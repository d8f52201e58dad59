/** The life of the preview's panel: what it follows, what a pin and a reload of the window keep. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { commitAll, HAS_GIT } from "./git.ts";
import { Workbench } from "./workbench.ts";

const LLAMA = "llama-2-7b-16k/config.json";
const QWEN = "qwen3-yarn-from-a-model-card/config.json";

/** For what is polled on disk. */
const PATIENCE = { timeout: 60_000 };

const COMPARISON = `${LLAMA} against HEAD`;
const QWEN_ANSWER = "resonant disturbs least: 0.00033";

describe("the preview's panel", () => {
  let code: Workbench;

  beforeAll(async () => {
    code = await Workbench.open({
      name: "panel",
      prepare: (folder) => {
        if (HAS_GIT) commitAll(folder);
      },
    });
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("opened without a config, lists those of the workspace and opens the one that is clicked", async () => {
    await code.runCommand("RoPE Lens: Preview");
    await code.preview.getByText("No model config").first().waitFor();
    await code.preview.getByText("gemma-3-4b/config.json").waitFor();
    expect(await code.preview.getByText("not-a-model").count()).toBe(0);
    await code.screenshot("9-no-config");
    await code.preview.getByText(LLAMA).click();
    await code.page.locator('.tab[data-resource-name="config.json"]').waitFor();
    await code.preview.getByText("resonant disturbs least: 0.00456").waitFor();
  });

  test("inserts what was set by hand as one edit, which one undo takes back", async () => {
    const original = await code.onDisk(LLAMA);
    await code.preview.locator("#use-yarn").check();
    await code.preview.locator("#what-if > summary").click();
    await code.preview.locator("#what-if-factor").fill("8");
    await code.preview.locator("#what-if-sentence", { hasText: "yarn as changed" }).waitFor();
    await code.screenshot("9-what-if");
    await code.preview.getByRole("button", { name: "Insert changed yarn…" }).click();
    await code.editor.locator(".view-line", { hasText: '"rope_type": "yarn"' }).waitFor();
    await code.clickIntoEditor();
    await code.page.keyboard.press("Control+S");
    await expect
      .poll(async () => JSON.parse(await code.onDisk(LLAMA)).rope_scaling, PATIENCE)
      .toMatchObject({
        rope_type: "yarn",
        factor: 8,
      });
    await code.page.keyboard.press("Control+Z");
    await code.page.keyboard.press("Control+S");
    await expect.poll(() => code.onDisk(LLAMA), PATIENCE).toBe(original);
  });

  test("follows the active editor from config to config", async () => {
    await code.clickIntoEditor();
    await code.openFile(QWEN);
    await code.preview.getByText(QWEN_ANSWER).waitFor();
  });

  test("keeps its file when it is pinned, also over a reload of the window, as does a comparison with HEAD", async () => {
    await code.preview.getByRole("button", { name: "Keep showing this file" }).click();
    await code.page.locator(".tab", { hasText: "[RoPE Lens]" }).waitFor();
    await code.clickIntoEditor();
    await code.openFile(LLAMA);
    await code.lens(/^Insert$/).waitFor();
    await code.preview.getByText(QWEN_ANSWER).waitFor();
    if (HAS_GIT) {
      await code.runCommand("RoPE Lens: Compare With");
      await code.page.locator(".quick-input-list .monaco-list-row", { hasText: "HEAD version" }).first().click();
      await expect.poll(() => code.webviewsWith(COMPARISON), PATIENCE).toBe(1);
      await code.screenshot("9-comparison");
    }
    await code.reload();
    if (HAS_GIT) {
      await expect.poll(() => code.webviewsWith(COMPARISON), PATIENCE).toBe(1);
      await code.screenshot("9-reloaded-comparison");
      await closePage("HEAD");
    }
    await code.page.locator(".tab", { hasText: `[RoPE Lens]: ${QWEN}` }).waitFor();
    await code.preview.getByText(QWEN_ANSWER).waitFor();
    await code.screenshot("9-reloaded");
  });

  async function closePage(title: string): Promise<void> {
    const tab = code.page.locator(".tab", { hasText: title });
    await tab.hover();
    await tab.locator(".tab-actions .action-label").click();
    await tab.waitFor({ state: "detached" });
  }

  test("a finding leads to its line and to its rule's page, neither of which covers the preview", async () => {
    await code.preview.getByRole("button", { name: "Keep showing this file" }).click();
    await code.clickIntoEditor();
    await code.openFile(LLAMA);
    await code.preview.getByText("resonant disturbs least: 0.00456").waitFor();
    await code.preview.locator("#findings > summary").click();
    await code.preview.locator("#finding-0").click();
    await code.page.locator(".statusbar-item", { hasText: "Ln 12, Col 1" }).waitFor();
    await code.preview.locator("#finding-0-page").click();
    const rule = code.page.locator(".tab", { hasText: "unscaled-extension" });
    await rule.waitFor();
    expect(await code.page.locator(".tab.active", { hasText: "RoPE Lens: " }).count()).toBe(1);
    await code.screenshot("9-rule-page");
  });
});
