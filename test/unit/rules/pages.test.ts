import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { helpUri, RULES } from "../../../src/rules/index.ts";
import { findings } from "./support/configs.ts";
import { codesIn, exampleOf, PAGES, pageOf } from "./support/pages.ts";

const CODES = RULES.map((rule) => rule.code).sort();

describe("rules, pages and tests", () => {
  it("come together: each rule has a page, and each page a rule", () => {
    expect(codesIn(PAGES, ".md")).toEqual(CODES);
  });

  it("come together: each rule has a file and a test of its name", () => {
    expect(codesIn(resolve(import.meta.dirname, "../../../src/rules"), ".ts").filter(isRuleFile)).toEqual(CODES);
    expect(codesIn(import.meta.dirname, ".test.ts")).toEqual(CODES);
  });

  it("have codes that no two rules share", () => {
    expect(new Set(CODES).size).toBe(CODES.length);
  });

  it("are linked: helpUri names the page", () => {
    expect(helpUri("rope/missing-key")).toBe("docs/rules/rope/missing-key.md");
  });
});

/** Folders of src/rules that hold no rules. */
function isRuleFile(code: string): boolean {
  return !/^(support|generated)\//.test(code);
}

describe.each(CODES)("the page of %s", (code) => {
  it("names the code and its sources", () => {
    expect(pageOf(code)).toMatch(new RegExp(`^# ${code}\n`));
    expect(pageOf(code)).toMatch(/\n## Why it matters\n\n\S[\s\S]*\n## Sources\n\n- /);
  });

  it("has a bad example with this finding and no other error or warning", () => {
    const { text, options } = exampleOf(code, "Bad");
    const found = findings(text, options);
    expect(found.map((finding) => finding.code)).toContain(code);
    const loud = found.filter(({ severity }) => severity === "error" || severity === "warning");
    expect(loud.filter((finding) => finding.code !== code)).toEqual([]);
  });

  it("has a good example without an error, a warning or this finding", () => {
    const { text, options } = exampleOf(code, "Good");
    const found = findings(text, options);
    expect(found.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
    expect(found.map((finding) => finding.code)).not.toContain(code);
  });
});

describe("the index of the pages", () => {
  it("is current; write it anew with: npx vitest run --project unit test/unit/rules/pages.test.ts -u", async () => {
    await expect(indexOfPages()).toMatchFileSnapshot(resolve(PAGES, "README.md"));
  });
});

function indexOfPages(): string {
  const groups = [...new Set(RULES.map((rule) => groupOf(rule.code)))];
  const sections = groups.map((group) => {
    const rows = RULES.filter((rule) => groupOf(rule.code) === group)
      .map((rule) => `| [${rule.code}](${rule.code}.md) | ${rule.severity} | ${rule.title.replaceAll("|", "\\|")} |`)
      .sort();
    return `## ${group}\n\n| code | severity | finds |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return (
    "# Rules\n\n" +
    `${RULES.length} rules. The severity is the usual one; a page says when it is another. With no framework chosen, the newest ` +
    "transformers decides what is an error, and what only others do is information.\n\n" +
    "A rule is switched off or made louder with the setting `ropeLens.rules`, or with `rules` in `rope-lens.config.json`: " +
    '`{"rope/unused-key": "off"}`; the levels are off, info, warning and error.\n\n' +
    sections.join("\n")
  );
}

function groupOf(code: string): string {
  return code.slice(0, code.indexOf("/"));
}
