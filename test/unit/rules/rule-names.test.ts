import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ruleNames } from "../../../src/rules/index.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** The files in which an editor completes the names of rules, with the names that there are. */
function withNames(file: string): string {
  const text = readFileSync(resolve(ROOT, file), "utf8");
  return text.replace(/( *)"propertyNames": \{\s*"enum": \[[^\]]*\]/, (_, indent: string) => {
    const names = ruleNames().map((name) => `${indent}    ${JSON.stringify(name)}`);
    return `${indent}"propertyNames": {\n${indent}  "enum": [\n${names.join(",\n")}\n${indent}  ]`;
  });
}

describe("the names that editors complete are current; write them anew with: npx vitest run --project unit test/unit/rules/rule-names.test.ts -u", () => {
  it.each([["package.json"], ["schemas/rope-lens.config.schema.json"]])("%s", async (file) => {
    expect(withNames(file)).toContain(JSON.stringify(ruleNames()[0]));
    await expect(withNames(file)).toMatchFileSnapshot(resolve(ROOT, file));
  });
});
