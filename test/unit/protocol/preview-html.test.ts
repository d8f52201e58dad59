import { expect, test } from "vitest";
import { previewHtml, TEXTS_META } from "../../../src/protocol/index.ts";

const OPTIONS = {
  cspSource: "'self' https://*.example.test",
  nonce: "abc123",
  scriptUri: "https://host.example.test/preview.js?a=1&b=2",
  styleUri: "https://host.example.test/preview.css",
};

function policyOf(html: string): Map<string, string> {
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  return new Map(
    content.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}

test("the policy allows one script by its nonce, the host's style sheet, images and fonts, and nothing else", () => {
  const policy = policyOf(previewHtml(OPTIONS));
  expect(Object.fromEntries(policy)).toEqual({
    "default-src": "'none'",
    "script-src": "'nonce-abc123'",
    "style-src": OPTIONS.cspSource,
    "img-src": `${OPTIONS.cspSource} data: blob:`,
    "font-src": OPTIONS.cspSource,
    "base-uri": "'none'",
    "form-action": "'none'",
  });
});

test("the document has no inline script, style or handler, and its addresses are escaped", () => {
  const html = previewHtml(OPTIONS);
  expect(html).not.toMatch(/unsafe-|<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  expect(html).toContain('src="https://host.example.test/preview.js?a=1&amp;b=2"');
  expect(html).toContain('<link rel="stylesheet" href="https://host.example.test/preview.css">');
});

test("an address cannot leave its attribute", () => {
  const html = previewHtml({ ...OPTIONS, scriptUri: '"><script>alert(1)</script>' });
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("the translations are data in the document, whatever is in them, and its language is theirs", () => {
  const texts = { Insert: '插入 "><script>alert(1)</script> & &quot;' };
  const html = previewHtml({ ...OPTIONS, localisation: { language: "zh-cn", texts } });
  expect(html).toContain('<html lang="zh-cn">');
  expect(html.match(/<script/g)).toHaveLength(1);
  const content = new RegExp(`<meta name="${TEXTS_META}" content="([^"]*)">`).exec(html)?.[1] ?? "";
  const read = content.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  expect(JSON.parse(read)).toEqual(texts);
});

test("without translations the document is English", () => {
  const html = previewHtml(OPTIONS);
  expect(html).toContain('<html lang="en">');
  expect(html).not.toContain(TEXTS_META);
});
