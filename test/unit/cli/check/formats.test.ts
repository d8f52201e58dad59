import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const SCHEMA = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

const BROKEN = LLAMA_4K.replace('"rms_norm_eps"', '"rope_theta": "<a & b>",\n  "rms_norm_eps"');
const FILES = { "a model/config.json": LLAMA_16K, "broken/config.json": BROKEN, "fine/config.json": LLAMA_4K };

async function report(format: string, ...more: string[]): Promise<string> {
  const { stdout } = await runCli(["check", ".", ...more, "--format", format], { cwd: folderWith(FILES) });
  return stdout;
}

describe("sarif", () => {
  const validate = () => {
    const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    return ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
  };

  test("follows the published schema of 2.1.0", async () => {
    const valid = validate();
    valid(JSON.parse(await report("sarif")));
    expect(valid.errors).toBeNull();
    valid(JSON.parse(await report("sarif", "missing.json")));
    expect(valid.errors).toBeNull();
  });

  test("counts lines and columns from 1 and names files as URIs", async () => {
    const [run] = JSON.parse(await report("sarif")).runs;
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "length/unscaled-extension");
    expect(result.level).toBe("warning");
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "a%20model/config.json" },
      region: { startLine: 12, startColumn: 30, endLine: 12, endColumn: 35 },
    });
    expect(result.fixes[0].artifactChanges[0].replacements).toEqual([
      {
        deletedRegion: { startLine: 12, startColumn: 30, endLine: 12, endColumn: 35 },
        insertedContent: { text: "4096" },
      },
    ]);
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe("length/unscaled-extension");
    expect(run.columnKind).toBe("utf16CodeUnits");
  });

  test("says that a file could not be read", async () => {
    const [run] = JSON.parse(await report("sarif", "missing.json")).runs;
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe("missing.json: there is no such file");
  });
});

describe("github", () => {
  test("is one workflow command a finding", async () => {
    const lines = (await report("github")).trimEnd().split("\n");
    expect(lines[0]).toMatch(
      /^::warning file=a model\/config\.json,line=12,endLine=12,col=30,endColumn=34,title=length\/unscaled-extension::The window of 16384 is 4 times/,
    );
    expect(lines[1]).toMatch(/^::error file=broken\/config\.json,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=/);
    expect(lines).toHaveLength(2);
  });

  test("escapes what would end a command or a property", async () => {
    const cwd = folderWith({ "a,b:c%/config.json": LLAMA_16K });
    const { stdout } = await runCli(["check", ".", "--format", "github"], { cwd });
    expect(stdout).toContain("file=a%2Cb%3Ac%25/config.json,");
  });

  test("has unreadable files as errors", async () => {
    expect(await report("github", "missing.json")).toContain("::error::missing.json: there is no such file\n");
  });
});

describe("junit", () => {
  test("is XML with a suite a file, in which errors fail and warnings do not", async () => {
    const xml = await report("junit");
    expect(XMLValidator.validate(xml)).toBe(true);
    const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name.startsWith("test") });
    const suites = parser.parse(xml).testsuites[0].testsuite;
    expect(
      suites.map((suite: Record<string, string>) => [suite["@_name"], suite["@_tests"], suite["@_failures"]]),
    ).toEqual([
      ["a model/config.json", "1", "0"],
      ["broken/config.json", "1", "1"],
      ["fine/config.json", "1", "0"],
    ]);
    expect(suites[1].testcase[0].failure["@_message"]).toContain("<a & b>");
    expect(suites[0].testcase[0]["system-out"]).toContain("warning: a model/config.json:12:30: The window of 16384");
  });
});

describe("pretty", () => {
  test("shows the marked place in its lines", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const { stdout } = await runCli(["check", "config.json"], { cwd });
    expect(stdout).toContain("config.json:12:30  warning  length/unscaled-extension\n");
    expect(stdout).toContain(
      [
        '  11 │   "intermediate_size": 11008,',
        '  12 │   "max_position_embeddings": 16384,',
        "     │                              ^^^^^",
        '  13 │   "model_type": "llama",',
      ].join("\n"),
    );
    expect(stdout).toContain("  possible fix: Set the window back to 4096\n");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 warning in 1 model config.");
  });

  test("has colour on a terminal only, and not with NO_COLOR", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const colour = "\u001B[";
    const on = async (env: Record<string, string>) =>
      (await runCli(["check", "config.json"], { cwd, terminal: 80, env })).stdout.includes(colour);
    expect((await runCli(["check", "config.json"], { cwd })).stdout).not.toContain(colour);
    expect(await on({ TERM: "xterm" })).toBe(true);
    expect(await on({ TERM: "xterm", NO_COLOR: "1" })).toBe(false);
    expect(await on({ TERM: "xterm", NO_COLOR: "" })).toBe(true);
    expect(await on({ TERM: "dumb" })).toBe(false);
  });

  test("wraps at the width of the terminal", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const env = { NO_COLOR: "1" };
    const { stdout } = await runCli(["check", "config.json"], { cwd, terminal: 60, env });
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });

  test("lets no escape sequence of a file through", async () => {
    const evil = LLAMA_16K.replace(
      '"intermediate_size": 11008,',
      '"intermediate_size": 11008, "x": "\u001B]0;title\u0007\u009B2J",',
    );
    const cwd = folderWith({ "config.json": evil });
    const { stdout } = await runCli(["check", "config.json"], { cwd });
    expect(stdout).toContain("title");
    expect([...stdout].filter((character) => /[\p{Cc}\p{Cf}]/u.test(character) && character !== "\n")).toEqual([]);
  });

  test("counts files that are no model configs apart", async () => {
    const cwd = folderWith({ "a/config.json": LLAMA_4K, "b/config.json": "{}", "c/config.json": "[]" });
    const { stdout } = await runCli(["check", "."], { cwd });
    expect(stdout).toBe("No findings in 1 model config (2 other files left alone).\n");
  });
});
