/** What is set, and what is fixed, from the editor: fixes on save, rules, the pretrained length, the project's own file. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/vscode.mjs";
import { Workbench } from "./workbench.ts";

const SPOILT = "spoilt/config.json";
const FILE = "llama/config.json";

describe("settings and fixes", () => {
  let code: Workbench;
  let llama: string;

  beforeAll(async () => {
    llama = await readFile(join(ROOT, "examples/llama-2-7b-16k/config.json"), "utf8");
    const block =
      '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096, "beta_fast": 1, "beta_slow": 32}';
    code = await Workbench.open({
      name: "settings",
      files: { [FILE]: llama, [SPOILT]: llama.replace('"rope_scaling": null', `"rope_scaling": ${block}`) },
      settings: { "editor.codeActionsOnSave": { "source.fixAll": "explicit" } },
    });
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  const settings = async () => JSON.parse(await code.onDisk(".vscode/settings.json").catch(() => "{}"));

  test("saving applies every fix that is the one right answer, round by round", async () => {
    await code.openFile(SPOILT);
    await code.squiggles("error", "warning").first().waitFor();
    await code.focusEditor();
    await code.page.keyboard.press("Control+End");
    await code.page.keyboard.press("Enter");
    await code.save();
    expect(JSON.parse(await code.onDisk(SPOILT)).rope_scaling).toEqual({
      rope_type: "yarn",
      factor: 4,
      original_max_position_embeddings: 4096,
      beta_fast: 32,
      beta_slow: 1,
    });
  });

  test("Set Pretrained Length states it for the file, and the squiggle and the hover follow", async () => {
    await code.openFile(FILE);
    await code.squiggles("warning").waitFor();
    await code.runCommand("RoPE Lens: Set Pretrained Length");
    await code.pick("16384");
    await code.squiggles("warning").waitFor({ state: "detached" });
    await expect.poll(settings).toEqual({ "ropeLens.pretrainedLength": { [FILE]: 16384 } });
    expect(await code.hoverOver("max_position_embeddings")).toContain(
      "pretrained length of 16384 tokens (your setting)",
    );
    await code.screenshot("9-pretrained-length");
    await code.runCommand("RoPE Lens: Set Pretrained Length");
    await code.pick("As the file says");
    await code.squiggles("warning").waitFor();
    await expect.poll(settings).toEqual({});
  });

  test("a quick fix turns a rule off for the workspace", async () => {
    const line = llama.split("\n").findIndex((text) => text.includes("16384")) + 1;
    await code.focusEditor();
    await code.goTo(line, 32);
    const entry = code.page.locator(".action-widget .monaco-list-row", { hasText: "for this workspace" });
    await code.page.keyboard.press("Control+.");
    await entry.waitFor();
    await code.screenshot("9-quick-fixes");
    await entry.click();
    await code.squiggles("warning").waitFor({ state: "detached" });
    await expect.poll(settings).toEqual({ "ropeLens.rules": { "length/unscaled-extension": "off" } });
  });

  /** The workspace's settings, as a user who edits the file changes them. */
  const set = (values: Readonly<Record<string, unknown>>) =>
    writeFile(join(code.folder, ".vscode/settings.json"), JSON.stringify(values));

  test("in a light theme lens and hover can be read", async () => {
    await set({ "workbench.colorTheme": "Default Light Modern" });
    await code.page.locator(".monaco-workbench.vs:not(.vs-dark)").first().waitFor();
    await code.lens("resonant 0.00456").waitFor();
    await code.squiggles("warning").waitFor();
    expect(await code.hoverOver('"rope_scaling"')).toContain("runs as the file says");
    await code.screenshot("9-light-hover");
    await code.page.keyboard.press("Escape");
  });

  test("a comparison that takes long says so in the status bar, and goes away", async () => {
    const busy = code.page.locator(".statusbar-item", { hasText: "comparing strategies" });
    await set({ "ropeLens.bins": 3600, "ropeLens.targetLength": 1_048_576 });
    await busy.waitFor();
    await code.screenshot("9-busy");
    await busy.waitFor({ state: "detached" });
    await code.lens(/below linear/).waitFor();
  });

  test("ropeLens.onSave off compares nothing, and leaves the way to the preview", async () => {
    await set({ "ropeLens.onSave": "off" });
    await code.lens(/below linear/).waitFor({ state: "detached" });
    await code.lens(/^Preview$/).waitFor();
    await code.statusBar.waitFor({ state: "detached" });
    await code.focusEditor();
    await code.save();
    await code.squiggles("warning").waitFor();
    await expect(code.lens(/below linear|save to compare/).count()).resolves.toBe(0);
    await set({});
    await code.lens("resonant 0.00456, 86.4 % below linear").waitFor();
    await code.statusBar.waitFor();
  });

  test("the project's own file goes before, as soon as it is there", async () => {
    await writeFile(join(code.folder, "rope-lens.config.json"), '{"rules": {"length/*": "error"}}');
    await code.squiggles("error").waitFor();
    await writeFile(join(code.folder, "rope-lens.config.json"), '{"rulez": {}}');
    await code.notifications().getByText("rope-lens.config.json is left aside").waitFor();
    await code.squiggles("error").waitFor({ state: "detached" });
  });
});
