/** The extension in the browser's extension host, its language server in a web worker. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serverProcesses } from "./processes.ts";
import { Workbench } from "./workbench.ts";

const FILE = "llama-2-7b-16k/config.json";

describe("in the web extension host", () => {
  let code: Workbench;

  beforeAll(async () => {
    const settings = { "remote.extensionKind": { "rope-lens.rope-lens": ["web"] } };
    code = await Workbench.open({ name: "web", settings });
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("the squiggle, the lens and the status bar are there, with no server process", async () => {
    await code.openFile(FILE);
    await code.squiggles("warning").waitFor();
    await code.lens("resonant 0.00456, 86.4 % below linear").waitFor();
    await expect.poll(() => code.statusBar.textContent()).toContain("resonant 0.00456 (−86.4 %)");
    expect(serverProcesses()).toBe(0);
  });

  test("the project's file is read through the editor, and followed", async () => {
    const project = join(code.folder, "rope-lens.config.json");
    await writeFile(project, '{"rules": {"length/*": "error"}}');
    await code.squiggles("error").waitFor();
    await rm(project);
    await code.squiggles("warning").waitFor();
    expect(serverProcesses()).toBe(0);
  });

  test("the preview opens and inserts", async () => {
    await code.openPreviewByLens();
    await code.preview.getByText("resonant disturbs least: 0.00456").waitFor();
    await code.screenshot("7-web");
    await code.preview.getByRole("button", { name: /^Insert resonant/ }).click();
    await code.squiggles("warning").waitFor({ state: "detached" });
    await code.focusEditor();
    await code.save();
    expect(JSON.parse(await code.onDisk(FILE)).rope_scaling.rope_type).toBe("longrope");
  });
});
