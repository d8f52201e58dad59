/** The life of the preview's panel: what it follows, what a pin and a reload of the window keep. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Workbench } from "./workbench.ts";

const LLAMA = "llama-2-7b-16k/config.json";
const QWEN = "qwen3-yarn-from-a-model-card/config.json";

const QWEN_ANSWER = "resonant disturbs least: 0.00033";

describe("the preview's panel", () => {
  let code: Workbench;

  beforeAll(async () => {
    code = await Workbench.open({ name: "panel" });
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

  test("follows the active editor from config to config", async () => {
    await code.clickIntoEditor();
    await code.openFile(QWEN);
    await code.preview.getByText(QWEN_ANSWER).waitFor();
  });

  test("keeps its file when it is pinned, also over a reload of the window", async () => {
    await code.preview.getByRole("button", { name: "Keep showing this file" }).click();
    await code.page.locator(".tab", { hasText: "[RoPE Lens]" }).waitFor();
    await code.clickIntoEditor();
    await code.openFile(LLAMA);
    await code.lens(/^Insert$/).waitFor();
    await code.preview.getByText(QWEN_ANSWER).waitFor();
    await code.reload();
    await code.page.locator(".tab", { hasText: `[RoPE Lens]: ${QWEN}` }).waitFor();
    await code.preview.getByText(QWEN_ANSWER).waitFor();
    await code.screenshot("9-reloaded");
  });
});
