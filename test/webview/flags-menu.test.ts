/** The menu of launch flags, with a command and with a reason why there is none. */
import { expect } from "vitest";
import { DEFAULT_SETTINGS, previewModelSteps } from "../../src/advice/index.ts";
import { readConfig } from "../../src/config/index.ts";
import type { LaunchFlags } from "../../src/protocol/index.ts";
import { runAtOnce } from "../../src/rope/index.ts";
import type { Open } from "./support/preview-test.ts";
import { configText, test } from "./support/preview-test.ts";

const FLAGS: readonly LaunchFlags[] = [
  {
    runtime: "vllm",
    title: "vLLM",
    command: "--hf-overrides '{\"rope_scaling\": {}}' --max-model-len 16384",
    reason: null,
  },
  { runtime: "sglang", title: "SGLang", command: "--context-length 16384", reason: null },
  { runtime: "llama.cpp", title: "llama.cpp", command: null, reason: "conversion drops the factors" },
];

async function openWithFlags(open: Open, width = 1200) {
  const preview = await open({ width });
  preview.setSilent(true);
  preview.host.received.splice(0);
  await preview.page.locator("#use-yarn").check();
  const { id, query } = await preview.waitFor("query");
  const file = { file: "llama-2-7b-16k/config.json", documentVersion: 1 };
  const model = runAtOnce(
    previewModelSteps(readConfig(configText("llama-2-7b-16k.json")), query, DEFAULT_SETTINGS, file),
  );
  if (model === null) throw new Error("no model");
  preview.host.send({ type: "model", id, model: { ...model, flags: FLAGS } });
  await preview.page.waitForSelector("#flags:enabled");
  return preview;
}

test("the menu shows each framework's command, or why there is none", async ({ open }) => {
  const { page, shoot } = await openWithFlags(open);
  await page.locator("#flags").click();
  expect(await page.locator("#flags-menu [role=menuitem]").allInnerTexts()).toEqual([
    `vLLM\n${FLAGS[0]?.command}`,
    "SGLang\n--context-length 16384",
    "llama.cpp\nconversion drops the factors",
  ]);
  expect(await page.locator("#flags-llama\\.cpp").getAttribute("aria-disabled")).toBe("true");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("flags-vllm");
  await shoot("menu-1200");
});

test("arrow keys move, Enter copies and closes, and a disabled item does nothing", async ({ open }) => {
  const preview = await openWithFlags(open);
  const { page } = preview;
  await page.locator("#flags").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("flags-llama.cpp");
  await page.keyboard.press("Enter");
  expect(await page.locator("#flags-menu").isVisible()).toBe(true);
  expect(preview.host.received.some(({ type }) => type === "copy")).toBe(false);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await page.locator("#flags-menu").isVisible()).toBe(false);
  expect(await preview.waitFor("copy")).toMatchObject({
    text: "--context-length 16384",
    what: "Launch flags for SGLang",
  });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("flags");
});

test("Escape and a click elsewhere close it", async ({ open }) => {
  const { page } = await openWithFlags(open, 360);
  await page.locator("#flags").click();
  const box = await page.locator("#flags-menu").boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  await page.keyboard.press("Escape");
  expect(await page.locator("#flags-menu").isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("flags");
  await page.locator("#flags").click();
  await page.locator("#answer-title").click();
  expect(await page.locator("#flags-menu").isVisible()).toBe(false);
});
