/** Workspaces of several folders, and workspaces that are not trusted. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/vscode.mjs";
import { serverProcesses } from "./processes.ts";
import { Workbench } from "./workbench.ts";

const LLAMA = readFileSync(join(ROOT, "examples/llama-2-7b-16k/config.json"), "utf8");

describe("a workspace of two folders", () => {
  let code: Workbench;

  beforeAll(async () => {
    const files = {
      "first/model-a/config.json": LLAMA,
      "first/.vscode/settings.json": JSON.stringify({ "ropeLens.targetLength": 8192 }),
      "second/model-b/config.json": LLAMA,
    };
    code = await Workbench.open({ name: "multi-root", files, folders: ["first", "second"] });
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("each file follows the settings of its own folder, with one server for all", async () => {
    await code.openFile("model-a/config.json");
    await code.lens("resonant 0.00210, 91.3 % below linear").waitFor();
    await code.openFile("model-b/config.json");
    await code.lens("resonant 0.00456, 86.4 % below linear").waitFor();
    expect(serverProcesses()).toBe(1);
    await code.screenshot("10-multi-root");
  });
});

describe("a workspace that is not trusted", () => {
  let code: Workbench;

  beforeAll(async () => {
    code = await Workbench.open({ name: "untrusted", files: { "llama/config.json": LLAMA }, untrusted: true });
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("has findings, lens and insertion: a config is only read", async () => {
    await code.page.getByText("Restricted Mode").first().waitFor();
    await code.openFile("llama/config.json");
    await code.squiggles("warning").waitFor();
    await code.clickLens(/^Insert$/, code.lens("resonant 0.00456, as in the file"));
    await code.squiggles("warning").waitFor({ state: "detached" });
    await code.screenshot("10-untrusted");
  });
});
