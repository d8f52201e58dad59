/** What stands on the page for LLaMA-2 7B from 4096 to 16384, with the figures of the method's reference. */
import { expect } from "vitest";
import { test } from "./support/preview-test.ts";

test("the header names the model, both lengths, where the first is known from, the scale and the bins", async ({
  open,
}) => {
  const { page } = await open();
  expect(await page.locator("h1").textContent()).toBe("LLaMA-2-7B");
  expect(await page.locator(".head-facts").textContent()).toContain("θ 10000");
  expect(await page.locator(".head-facts").textContent()).toContain("rotary dimension 128");
  expect(await page.locator(".head-form").textContent()).toMatch(/4096\s*known checkpoint/);
  expect(await page.locator("#target").inputValue()).toBe("16384");
  expect(await page.locator(".head-form").textContent()).toContain("×4");
  expect(await page.locator("#bins").inputValue()).toBe("360");
  expect(await page.title()).toBe("RoPE Lens: llama-2-7b-16k/config.json");
});

test("the answer names resonant with its mean, and the change of the file stands beside it", async ({ open }) => {
  const { page } = await open();
  expect(await page.locator("#answer-title").textContent()).toBe("resonant disturbs least: 0.00456");
  expect(await page.locator(".answer-facts").textContent()).toMatch(/83\s%\sbelow llama3 \(0\.02646\).*16 of 16 grids/);
  expect(await page.locator("#insert").textContent()).toBe("Insert resonant…");
  expect(await page.locator(".caveat").textContent()).toContain("Disturbance is not quality.");
  expect(await page.locator("#factors-text").textContent()).toBe(
    "resonant keeps 23 of 64 pairs as pretrained to within 0.5 %, ramps 21, divides 20 by 4.",
  );
  expect(await page.locator(".factors-strip rect").count()).toBe(64);
  expect(await page.locator(".diff-count").textContent()).toBe("+8 −1");
  expect(await page.locator(".line.removed").textContent()).toContain('"rope_scaling": null,');
  expect(await page.locator(".line.added .token-key").allInnerTexts()).toEqual([
    '"rope_scaling"',
    '"rope_type"',
    '"factor"',
    '"original_max_position_embeddings"',
    '"attention_factor"',
    '"short_factor"',
    '"long_factor"',
  ]);
  expect(await page.locator(".token-fold").first().textContent()).toMatch(/^… 6\d more$/);
});

test("the table ranks the strategies in the running and sets the others apart with the reason", async ({ open }) => {
  const { page } = await open();
  const rows = page.locator(".ranking tr[data-strategy]");
  const cells = async (column: string) => page.locator(`.ranking tr[data-strategy] .${column}`).allInnerTexts();
  expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-strategy")))).toEqual([
    "resonant",
    "llama3",
    "yarn",
    "ntk",
    "none",
    "distributional",
    "linear",
    "dynamic",
  ]);
  expect((await cells("mean")).slice(0, 7)).toEqual([
    "0.00456",
    "0.02646",
    "0.03543",
    "0.08699",
    "0.30225",
    "0.02295",
    "0.03362",
  ]);
  expect((await cells("shift-value")).map((text) => text.replace("\u00a0", " ")).slice(0, 7)).toEqual([
    "< 0.0001",
    "< 0.0001",
    "< 0.0001",
    "0.0065",
    "0",
    "0.0727",
    "0.1755",
  ]);
  expect(await page.locator(".ranking .tag").allInnerTexts()).toEqual([
    "needs fine-tuning",
    "needs fine-tuning",
    "not ranked",
  ]);
  expect((await cells("grids"))[0]).toBe("16 of 16");
  expect(await page.locator('[data-strategy="linear"] .grids').textContent()).toContain("–");
  expect(await page.locator('[data-strategy="distributional"] .mean').getAttribute("title")).toContain(
    "31.7 % below linear",
  );
  expect(await page.locator(".bound").textContent()).toContain("0.00084");
});

test("the blocks below show the pair chart, the angles, the heatmaps, the length curve and the runtimes", async ({
  open,
}) => {
  const { page } = await open();
  expect(await page.locator("h2").allInnerTexts()).toEqual([
    "resonant disturbs least: 0.00456",
    "Strategies",
    "Disturbance per frequency pair",
    "Angles of pair 12",
    "Angles of all pairs",
    "At other target lengths",
    "Where resonant runs",
  ]);
  expect(await page.locator(".legend li").allInnerTexts()).toEqual(["resonant", "yarn", "none"]);
  expect(await page.locator("#pairs-plot").getAttribute("aria-valuetext")).toBe(
    "Pair 12, wavelength 35.3 tokens: resonant 0.00029, yarn 0.852, none 0.852",
  );
  expect(await page.locator(".angle-row h3 .muted").allInnerTexts()).toEqual([
    "disturbance 0.00029 · λ 1.0000082 · 2 at new angles",
    "disturbance 0.852 · λ 1.0 · 7,895 at new angles",
    "disturbance 0.852 · λ 1.0 · 7,895 at new angles",
  ]);
  expect(await page.locator(".heatmap h3 .muted").allInnerTexts()).toEqual([
    "0.0008\u00a0% of positions at new angles",
    "1.6\u00a0% of positions at new angles",
    "17\u00a0% of positions at new angles",
  ]);
  expect(await page.locator("#lengths-block .sentence").textContent()).toContain("resonant disturbs least");
  expect(await page.locator(".runtimes tbody tr").count()).toBe(16);
  expect(await page.locator(".runtimes tr", { hasText: "llama.cpp" }).textContent()).toContain("does not run");
});

test("the pair chart's numbers are also a table", async ({ open }) => {
  const { page } = await open();
  await page.locator(".as-table summary").click();
  await page.waitForSelector(".data tbody tr");
  expect(await page.locator(".data thead th").allInnerTexts()).toEqual([
    "Pair",
    "Wavelength",
    "resonant",
    "λ resonant",
    "yarn",
    "λ yarn",
    "none",
    "λ none",
  ]);
  expect(await page.locator(".data tbody tr").count()).toBe(64);
  expect(await page.locator(".data tbody tr").nth(12).locator("td").allInnerTexts()).toEqual([
    "35.3",
    "0.00029",
    "1.0000082",
    "0.852",
    "1.0",
    "0.852",
    "1.0",
  ]);
});

test("a model with several layer types has a tab for each", async ({ open }) => {
  const { page } = await open({ file: "gemma-3-4b.json" });
  expect(
    await page.locator("[role=tab]").evaluateAll((tabs) => tabs.map((tab) => tab.childNodes[0]?.textContent)),
  ).toEqual(["full_attention", "sliding_attention"]);
});
