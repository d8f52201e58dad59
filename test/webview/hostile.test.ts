/** Strings of a config that try to be more than text. The page's policy forbids inline scripts; nothing may even try. */
import { expect } from "vitest";
import { test } from "./support/preview-test.ts";

const HOSTILE = [
  "<script>window.hit = 1</script>",
  '<img src=x onerror="window.hit = 1">',
  '"><svg onload="window.hit = 1">',
  "'-window.hit=1-'",
  "javascript:window.hit=1",
  '</title><body onload="window.hit = 1">',
  "{{constructor.constructor('window.hit = 1')()}}",
  "$" + "{window.hit = 1}",
  "\u202egnp.exe <iframe srcdoc='<script>top.hit=1</script>'>",
];

test("hostile strings in every field of a config are shown as text", async ({ open }) => {
  for (const hostile of HOSTILE) {
    const config = {
      _name_or_path: hostile,
      architectures: [hostile],
      model_type: "llama",
      [hostile]: hostile,
      torch_dtype: hostile,
      hidden_size: 4096,
      num_attention_heads: 32,
      max_position_embeddings: 16384,
      rope_scaling: null,
      note: [hostile, { [hostile]: hostile }],
    };
    const text = JSON.stringify(config, null, 2).replace(
      '"rope_scaling": null',
      `"before": ${JSON.stringify(hostile)},\n  "rope_scaling": null`,
    );
    const preview = await open({ file: `${hostile}.json`, text });
    await preview.page.evaluate(() => new Promise((done) => setTimeout(done)));
    expect(await preview.page.evaluate(() => Reflect.get(window, "hit")), hostile).toBeUndefined();
    expect(await preview.page.locator("img, iframe, object, embed, body script ~ script").count(), hostile).toBe(0);
    expect(preview.problems, hostile).toEqual([]);
    await preview.close();
  }
});

test("hostile strings in messages of the host are shown as text", async ({ open }) => {
  const preview = await open();
  preview.setSilent(true);
  preview.host.received.splice(0);
  for (const hostile of HOSTILE) {
    preview.host.send({ type: "changed", stale: false, file: hostile, pinned: false });
    const query = await preview.waitFor("query");
    const configs = [{ uri: hostile, label: hostile, detail: hostile }];
    preview.host.send({ type: "notice", id: query.id, notice: { kind: "no-config", file: hostile, configs } });
    preview.host.send({ type: "said", text: hostile });
    await preview.page.waitForFunction((said) => document.querySelector("#live")?.textContent === said, hostile);
    expect(await preview.page.locator(".files button").textContent()).toBe(hostile);
    expect(await preview.page.evaluate(() => Reflect.get(window, "hit")), hostile).toBeUndefined();
  }
  expect(preview.problems).toEqual([]);
});

test("the page works without a violation of its own policy", async ({ open }) => {
  const preview = await open();
  await preview.page.locator(".as-table summary").click();
  await preview.page.locator("#use-yarn").check();
  await preview.settled();
  await preview.page.locator("#pairs-chart").hover({ position: { x: 400, y: 150 } });
  await preview.page.locator(".export button", { hasText: "PNG" }).click();
  expect(preview.problems).toEqual([]);
});
