/** Files that are none of ours: no server, no squiggle, no lens; and one clear message for bytes that are not UTF-8. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serverProcesses } from "./processes.ts";
import { Workbench } from "./workbench.ts";

const MODEL = { model_type: "llama", max_position_embeddings: 16384, hidden_size: 4096, num_attention_heads: 32 };

const FILES = {
  "site/config.json": JSON.stringify({ title: "My site", plugins: ["sitemap"] }, null, 2),
  "empty/config.json": "",
  "list/config.json": "[]",
  "null/config.json": "null",
  "data/numbers.json": JSON.stringify({ numbers: [1, 2, 3] }, null, 2),
  "latin1/config.json": Buffer.from(JSON.stringify({ ...MODEL, _name_or_path: "modèle" }, null, 2), "latin1"),
};

describe("a workspace of other programs", () => {
  let code: Workbench;

  beforeAll(async () => {
    code = await Workbench.open({ name: "foreign", files: FILES });
  });
  afterEach(({ task }) => code.screenshotFailure(task));
  afterAll(() => code.close());

  test("starts no language server, whatever JSON is opened", async () => {
    for (const path of [
      "site/config.json",
      "list/config.json",
      "null/config.json",
      "empty/config.json",
      "data/numbers.json",
    ]) {
      await code.openFile(path);
    }
    // The extension is active once its commands answer; had it wanted a server, it would have started it before.
    await code.runCommand("RoPE Lens: Show Output");
    await code.page.locator(".panel .monaco-editor").waitFor();
    expect(serverProcesses()).toBe(0);
    expect(await code.page.locator(".squiggly-error, .squiggly-warning, .codelens-decoration").count()).toBe(0);
    expect(await code.outputText()).toBe("");
    await code.screenshot("6-foreign");
  });

  test("a config that is not UTF-8 gets one clear message, and the server starts", async () => {
    await code.openFile("latin1/config.json");
    await code.notifications().getByText("latin1/config.json is not UTF-8").waitFor();
    await expect.poll(serverProcesses).toBe(1);
    await code.screenshot("6-not-utf8");
    await code.openFile("site/config.json");
    await code.openFile("latin1/config.json");
    // A toast goes by itself; the centre keeps every message.
    await code.runCommand("Notifications: Show Notifications");
    const centre = code.page.locator(".notifications-center");
    await centre.getByText("is not UTF-8").first().waitFor();
    expect(await centre.getByText("is not UTF-8").count()).toBe(1);
  });
});
