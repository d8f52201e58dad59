/** The page as `npm run webview` serves it: in a frame, with the host in the server. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { serve } from "../../scripts/webview/serve.ts";
import { pageBundle } from "./support/bundle.ts";
import { test } from "./support/preview-test.ts";

test("a plain browser shows an example in the chosen theme, and choices are answered", async ({ browser }) => {
  const bundle = await mkdtemp(join(tmpdir(), "rope-lens-page-"));
  const { script, style } = await pageBundle();
  await writeFile(join(bundle, "preview.js"), script);
  await writeFile(join(bundle, "preview.css"), style);
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const server = await serve({ port: 0, root, bundle });
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  try {
    await page.goto(`${server.address}/?theme=light`);
    const frame = page.frameLocator("iframe");
    await frame.locator("#answer-title").waitFor();
    expect(await frame.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00456");
    expect(await frame.locator("body").getAttribute("class")).toBe("vscode-light");
    await frame.locator("#use-yarn").check();
    await frame.locator("#insert", { hasText: "Insert yarn…" }).waitFor();
    expect(problems).toEqual([]);
  } finally {
    await page.close();
    await server.close();
    await rm(bundle, { recursive: true });
  }
});
