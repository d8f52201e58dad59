/** What the page shows when results do not belong to the file, or there are none. */
import { expect } from "vitest";
import { PREVIEW_PROTOCOL } from "../../src/protocol/index.ts";
import type { PreviewPage } from "./support/preview-page.ts";
import { configText, test } from "./support/preview-test.ts";

const FILE = "llama-2-7b-16k/config.json";

async function texts({ page }: PreviewPage) {
  return {
    headline: await page.locator("#answer-title").textContent(),
    means: await page.locator(".ranking .mean").allInnerTexts(),
    status: await page.locator(".status").textContent(),
  };
}

const drained = ({ page }: PreviewPage): Promise<string> =>
  page.locator("#content").evaluate((content) => getComputedStyle(content).filter);

const waitForState = ({ page }: PreviewPage, state: string) => page.waitForSelector(`body[data-state="${state}"]`);

test("while the file is typed in nothing moves, and only Insert is disabled", async ({ open }) => {
  const preview = await open();
  const before = await texts(preview);
  preview.host.type(configText("llama-2-7b-16k.json").replace("16384", "32768"));
  await waitForState(preview, "stale");
  const after = await texts(preview);
  expect(after).toEqual({ ...before, status: "Editing, results not updated yet" });
  expect(await preview.page.locator("#insert").isDisabled()).toBe(true);
  expect(await drained(preview)).toBe("none");
  await preview.page.keyboard.press("Control+Enter");
  expect(preview.host.received.some(({ type }) => type === "insert")).toBe(false);
  await preview.shoot("state-stale");

  preview.host.rest();
  await preview.page.waitForFunction(() => document.querySelector<HTMLInputElement>("#target")?.value === "32768");
  expect(await preview.page.locator("#insert").isDisabled()).toBe(false);
  expect(await preview.page.locator(".status").textContent()).toBe("");
});

test("an answer that is long in coming drains the colour, counts the grids, and can be cancelled", async ({ open }) => {
  const preview = await open();
  preview.setSilent(true);
  await preview.page.locator("#target").fill("8192");
  await preview.page.keyboard.press("Enter");
  await waitForState(preview, "loading");
  const query = preview.host.received.findLast(({ type }) => type === "query");
  if (query?.type !== "query") throw new Error("the page asked nothing");
  preview.host.send({ type: "progress", id: query.id, done: 9, total: 16 });
  await preview.page.waitForFunction(() =>
    document.querySelector(".status")?.textContent?.startsWith("Comparing: 9 of 16 grids"),
  );
  expect(await drained(preview)).toBe("grayscale(1)");
  expect(await preview.page.locator(".progress").isVisible()).toBe(true);
  expect(await preview.page.locator("#insert").isDisabled()).toBe(true);
  await preview.shoot("state-loading");

  await preview.page.locator("#cancel").click();
  await waitForState(preview, "current");
  expect(await preview.page.locator("#target").inputValue()).toBe("16384");
  expect(preview.host.received.findLast(({ type }) => type === "cancel")).toMatchObject({ id: query.id });
  expect(await drained(preview)).toBe("none");
});

test("an answer older than the newest question is dropped", async ({ open }) => {
  const preview = await open();
  preview.setSilent(true);
  await preview.page.locator("#target").fill("8192");
  await preview.page.keyboard.press("Enter");
  await preview.page.waitForFunction(() => document.querySelector<HTMLInputElement>("#target")?.value === "8192");
  preview.host.send({ type: "notice", id: 1, notice: { kind: "failed", message: "an old failure" } });
  preview.host.send({ type: "said", text: "delivered" });
  await preview.page.waitForFunction(() => document.querySelector("#live")?.textContent === "delivered");
  expect(await preview.page.locator(".banner").isVisible()).toBe(false);
  expect(await preview.page.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00456");
});

test("a file that no longer parses keeps the last picture without colour, and names the place", async ({ open }) => {
  const preview = await open();
  const before = await texts(preview);
  preview.host.open(FILE, configText("llama-2-7b-16k.json").replace('"rms_norm_eps": 1e-05,', '"rms_norm_eps": 1e-05'));
  await waitForState(preview, "broken");
  expect(await preview.page.locator(".banner p").textContent()).toMatch(
    /^config\.json does not parse\. Line 19, column \d+: .*\. Below is the last version that could be read\.$/,
  );
  expect(await texts(preview)).toEqual(before);
  expect(await drained(preview)).toBe("grayscale(1)");
  expect(await preview.page.locator("#insert").isDisabled()).toBe(true);
  await preview.shoot("state-error");
  await preview.page.locator(".banner button").click();
  expect(preview.host.received.at(-1)).toMatchObject({ type: "open", target: "line", line: 19 });

  preview.host.open(FILE, configText("llama-2-7b-16k.json"));
  await waitForState(preview, "current");
  expect(await preview.page.locator(".banner").isVisible()).toBe(false);
  expect(await drained(preview)).toBe("none");
});

test("a file that is no longer a model config keeps the last picture, with the reason", async ({ open }) => {
  const preview = await open();
  preview.host.open(FILE, "{}");
  await waitForState(preview, "broken");
  expect(await preview.page.locator(".banner p").textContent()).toBe(
    "config.json is no longer a model config. Below is the last version that could be read.",
  );
  expect(await preview.page.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00456");
});

test("without a model config the page says what it reads and lists the workspace's configs", async ({ openBlank }) => {
  const preview = await openBlank({ width: 720, height: 420, silent: true });
  preview.host.send({ type: "changed", stale: false, file: "tokenizer.json", pinned: false });
  await preview.page.waitForFunction(() => document.body.dataset.state === "loading");
  const query = await preview.waitFor("query");
  preview.host.send({
    type: "notice",
    id: query.id,
    notice: {
      kind: "no-config",
      file: "tokenizer.json",
      configs: [{ uri: "file:///a/config.json", label: "Llama-2-7b-hf/config.json", detail: "llama, 4096" }],
    },
  });
  await waitForState(preview, "broken");
  expect(await preview.page.locator(".empty h1").textContent()).toBe("No model config in the active editor");
  expect(await preview.page.locator(".empty > p").first().textContent()).toBe(
    "RoPE Lens reads the config.json of a transformer with rotary position embeddings. tokenizer.json is not one: it has no model_type and no architectures.",
  );
  await preview.shoot("state-empty");
  for (const [button, target] of [
    ["Open config.json…", { target: "pick" }],
    ["Open a sample", { target: "sample" }],
    ["Llama-2-7b-hf/config.json", { target: "file", uri: "file:///a/config.json" }],
  ] as const) {
    await preview.page.locator(".empty button", { hasText: button }).click();
    expect(preview.host.received.at(-1)).toMatchObject({ type: "open", ...target });
  }
});

test("a model without RoPE says so", async ({ openBlank }) => {
  const preview = await openBlank();
  preview.host.open(
    "bert/config.json",
    JSON.stringify({ model_type: "bert", architectures: ["BertModel"], hidden_size: 768, num_attention_heads: 12 }),
  );
  await waitForState(preview, "broken");
  expect(await preview.page.locator(".empty h1").textContent()).toBe("A bert model has no RoPE");
});

test("a window within the pretrained one has nothing to extend, and a longer one can be chosen", async ({ open }) => {
  const preview = await open({ text: configText("llama-2-7b-16k.json").replace("16384", "4096") });
  expect(await preview.page.locator(".empty h2").textContent()).toBe("Nothing to extend");
  expect(await preview.page.locator(".empty p").first().textContent()).toContain(
    "A window of 4096 tokens is the pretrained one.",
  );
  expect(await preview.page.locator("#content").isVisible()).toBe(false);
  await preview.shoot("state-within");
  await preview.page.locator("#target").fill("16384");
  await preview.page.keyboard.press("Enter");
  await preview.page.waitForSelector("#answer-title");
  await preview.settled();
  expect(await preview.page.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00456");
});

test("sliding layers have nothing to extend and no length to choose", async ({ open }) => {
  const preview = await open({ file: "gemma-3-4b.json" });
  await preview.page.locator("#tab-1").click();
  await preview.page.waitForFunction(
    () => document.querySelector(".empty h2")?.textContent === "Nothing to extend in sliding layers",
  );
  expect(await preview.page.locator(".head-form").isVisible()).toBe(false);
  expect(await preview.page.locator("#content").isVisible()).toBe(false);
});

test("a message of another protocol version is ignored and logged", async ({ open }) => {
  const preview = await open();
  await preview.page.evaluate(
    (protocol) => window.postMessage({ protocol, type: "said", text: "from the future" }, "*"),
    PREVIEW_PROTOCOL + 1,
  );
  const log = await preview.waitFor("log");
  expect(log.message).toContain("from the future");
  expect(await preview.page.locator("#live").textContent()).not.toBe("from the future");
});

test("a hidden page asks nothing until it is seen", async ({ open }) => {
  const preview = await open();
  const setHidden = (hidden: boolean) =>
    preview.page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await setHidden(true);
  const before = preview.host.received.length;
  preview.host.open(FILE, configText("llama-2-7b-16k.json").replace("16384", "8192"));
  preview.host.send({ type: "said", text: "delivered" });
  await preview.page.waitForFunction(() => document.querySelector("#live")?.textContent === "delivered");
  expect(preview.host.received.slice(before).map(({ type }) => type)).toEqual([]);
  await setHidden(false);
  await preview.page.waitForFunction(() => document.querySelector<HTMLInputElement>("#target")?.value === "8192");
});

test("another file's results take the place of the old ones at once, and a notice about it stands alone", async ({
  open,
}) => {
  const preview = await open();
  preview.setSilent(true);
  preview.host.received.splice(0);
  preview.host.open("other/config.json", configText("llama-2-7b-16k.json").replace("16384", "8192"));
  const query = await preview.waitFor("query");
  expect(await preview.page.locator("h1").textContent()).toBe("LLaMA-2-7B");
  expect(await preview.page.locator("#insert").isDisabled()).toBe(true);
  preview.setSilent(false);
  await preview.host.receive(query);
  await preview.settled();
  expect(await preview.page.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00210");
  expect(await preview.page.locator("#insert").isDisabled()).toBe(false);
  preview.host.open("package.json", "{}");
  await preview.page.waitForSelector(".empty h1");
  expect(await preview.page.locator(".banner").isVisible()).toBe(false);
  expect(await preview.page.locator("#content").isVisible()).toBe(false);
  expect(await preview.page.locator("header").isVisible()).toBe(false);
});
