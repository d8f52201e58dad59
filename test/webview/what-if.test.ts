/** "What if…": the chosen strategy's parameters, changed by hand. */
import { expect } from "vitest";
import type { PageMessage } from "../../src/protocol/index.ts";
import { violations } from "./support/axe.ts";
import type { PreviewPage } from "./support/preview-page.ts";
import { configText, test } from "./support/preview-test.ts";

function lastQuery({ host }: PreviewPage) {
  const found = host.received.findLast(
    (message): message is Extract<PageMessage, { type: "query" }> => message.type === "query",
  );
  if (found === undefined) throw new Error("the page asked nothing");
  return found.query;
}

async function chooseYarn(preview: PreviewPage): Promise<void> {
  await preview.page.locator("#use-yarn").check();
  await preview.page.waitForFunction(() => document.querySelector("#insert")?.textContent === "Insert yarn…");
  await preview.page.locator("#what-if > summary").click();
  await preview.settled();
}

async function set(preview: PreviewPage, id: string, text: string): Promise<void> {
  await preview.page.locator(`#what-if-${id}`).fill(text);
  await preview.settled();
}

/** Waits for the sentence, which comes with the answer. */
async function sentenceWith({ page }: PreviewPage, text: string): Promise<string> {
  await page.waitForFunction(
    (wanted) => document.querySelector("#what-if-sentence")?.textContent?.includes(wanted),
    text,
  );
  return (await page.locator("#what-if-sentence").textContent()) ?? "";
}

test("the fields show what would be written, and another value changes the row, the diff and what is copied", async ({
  open,
}) => {
  const preview = await open();
  const { page } = preview;
  await chooseYarn(preview);
  const values = await page
    .locator("#what-if input")
    .evaluateAll((inputs) => inputs.map((input) => (input instanceof HTMLInputElement ? [input.id, input.value] : [])));
  expect(values).toEqual([
    ["what-if-factor", "4"],
    ["what-if-beta_fast", "32"],
    ["what-if-beta_slow", "1"],
    ["what-if-attention_factor", "1.13862944"],
  ]);
  const mean = () => page.locator('[data-strategy="yarn"] .mean').textContent();
  const before = await mean();
  const headline = await page.locator("#answer-title").textContent();
  await set(preview, "factor", "8");
  expect(await sentenceWith(preview, "yarn as changed")).toContain(`instead of ${before}`);
  expect(await mean()).not.toBe(before);
  expect(await page.locator('[data-strategy="yarn"] .tag').textContent()).toBe("changed");
  expect(await page.locator("#answer-title").textContent()).toBe(headline);
  expect(await page.locator("#insert").textContent()).toBe("Insert changed yarn…");
  expect(await page.locator("#diff").textContent()).toContain('"factor": 8');
  expect(await page.locator("#live").textContent()).toContain("yarn as changed: mean disturbance");
  await page.locator("#copy-parameters").click();
  const copied = await preview.waitFor("copy");
  expect(JSON.parse(copied.text)).toMatchObject({ rope_scaling: { rope_type: "yarn", factor: 8 } });
});

test("what is inserted is the changed block, as one edit", async ({ open }) => {
  const preview = await open();
  const { page, host } = preview;
  await chooseYarn(preview);
  await set(preview, "beta_fast", "16");
  await set(preview, "attention_factor", "1.25");
  await page.waitForFunction(() => document.querySelector("#diff")?.textContent?.includes('"attention_factor": 1.25'));
  await page.locator("#insert").click();
  await page.waitForFunction(() => document.querySelector("#live")?.textContent === "yarn inserted.");
  expect(JSON.parse(host.content)).toEqual({
    ...JSON.parse(configText("llama-2-7b-16k.json")),
    rope_scaling: {
      rope_type: "yarn",
      factor: 4,
      original_max_position_embeddings: 4096,
      attention_factor: 1.25,
      beta_fast: 16,
    },
  });
});

test("a value outside its domain is said to be, and neither sent nor inserted", async ({ open }) => {
  const preview = await open();
  const { page, host } = preview;
  await chooseYarn(preview);
  // The heatmap and the curve over lengths are asked for a while after the model.
  const asked = () => host.received.filter(({ type }) => type === "query" || type === "insert").length;
  const before = asked();
  const field = page.locator("#what-if-beta_slow");
  for (const text of ["0", "-1", "33", "one", ""]) {
    await field.fill(text);
    expect(await field.getAttribute("aria-invalid"), text).toBe("true");
    expect(await page.locator("#what-if-beta_slow-error").textContent(), text).toBe(
      "beta_slow must be a number above 0 and at most 32.",
    );
  }
  expect(asked()).toBe(before);
  await page.keyboard.press("Escape");
  expect(await field.inputValue()).toBe("1");
  expect(await field.getAttribute("aria-invalid")).toBeNull();
  expect(await page.locator("#what-if-beta_slow-error").textContent()).toBe("");
});

test("Reset brings the computed values back, and so does typing them", async ({ open }) => {
  const preview = await open();
  const { page } = preview;
  await chooseYarn(preview);
  await set(preview, "factor", "8");
  await sentenceWith(preview, "yarn as changed");
  await page.locator("#what-if-reset").click();
  await page.waitForFunction(() => document.querySelector("#insert")?.textContent === "Insert yarn…");
  await preview.settled();
  expect(await page.locator("#what-if-factor").inputValue()).toBe("4");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("what-if-reset");
  expect(lastQuery(preview).changes).toEqual({});
  await set(preview, "factor", "8");
  await sentenceWith(preview, "yarn as changed");
  await set(preview, "factor", "4");
  await page.waitForFunction(() => document.querySelector("#insert")?.textContent === "Insert yarn…");
  expect(lastQuery(preview).changes).toEqual({ yarn: {} });
});

test("each strategy has its own parameters, and the changes of each stay through choosing another and a reload", async ({
  open,
}) => {
  const preview = await open();
  const { page } = preview;
  await chooseYarn(preview);
  await set(preview, "factor", "8");
  const expected: [string, string[]][] = [
    ["ntk", ["rope_theta"]],
    ["linear", ["factor"]],
    ["llama3", ["factor", "low_freq_factor", "high_freq_factor"]],
    ["resonant", ["attention_factor"]],
    ["distributional", ["attention_factor"]],
    ["dynamic", ["factor"]],
    ["none", []],
  ];
  for (const [id, names] of expected) {
    await page.locator(`#use-${id}`).check();
    await page.waitForFunction((wanted) => document.querySelector(`tr.chosen[data-strategy="${wanted}"]`), id);
    await preview.settled();
    expect(await page.locator("#what-if").isVisible(), id).toBe(names.length > 0);
    if (names.length > 0) expect(await page.locator("#what-if label").allTextContents(), id).toEqual(names);
  }
  await page.locator("#use-yarn").check();
  await page.waitForFunction(() => document.querySelector('tr.chosen[data-strategy="yarn"]'));
  await page.reload();
  await preview.settled();
  expect(lastQuery(preview).changes?.yarn).toEqual({ factor: 8 });
  expect(await page.locator("#insert").textContent()).toBe("Insert changed yarn…");
});

for (const theme of ["dark", "light", "high-contrast"] as const) {
  test(`axe-core finds nothing in the open fields, right and wrong, in ${theme}`, async ({ open }) => {
    const preview = await open({ theme });
    await chooseYarn(preview);
    await set(preview, "factor", "8");
    await preview.page.locator("#what-if-beta_slow").fill("33");
    await sentenceWith(preview, "yarn as changed");
    expect(await violations(preview)).toEqual([]);
    expect(preview.problems).toEqual([]);
    await preview.shoot(`what-if-${theme}`);
  });
}

test("nothing overflows sideways at 360 px with a wide font and the fields open", async ({ open }) => {
  const preview = await open({ width: 360, wideFont: true });
  await chooseYarn(preview);
  await preview.page.locator("#what-if-beta_slow").fill("33");
  expect(await preview.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await preview.shoot("what-if-360");
});
