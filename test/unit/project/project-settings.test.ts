import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parseProjectSettings } from "../../../src/project/index.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const SCHEMA = JSON.parse(readFileSync(join(ROOT, "schemas/rope-lens.config.schema.json"), "utf8"));

const validate = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);

const SETTINGS = {
  use: "fine-tuned",
  runtimes: ["vllm@0.30.0"],
  bins: 180,
  rules: { "length/unscaled-extension": "off" },
  baseline: "known.json",
  pretrainedLength: { "llama/*.json": 4096 },
};

describe("rope-lens.config.json", () => {
  test("may have every key of its schema", () => {
    const text = JSON.stringify({ $schema: "./schema.json", ...SETTINGS });
    expect(parseProjectSettings(text)).toEqual({ settings: SETTINGS });
    expect(validate(JSON.parse(text))).toBe(true);
  });

  test("may have comments, a trailing comma and a byte order mark", () => {
    expect(parseProjectSettings('\uFEFF{ // ours\n "bins": 90, }')).toEqual({ settings: { bins: 90 } });
  });

  test.each([
    ['{"bin": 90}', '"bin" is unknown'],
    ['{"toString": 90}', '"toString" is unknown'],
    ['{"use": "tuned"}', '"use" must be "as-is" or "fine-tuned"'],
    ['{"runtimes": "vllm"}', '"runtimes" must be a list of frameworks'],
    ['{"bins": 1}', '"bins" must be a whole number of at least 2'],
    ['{"rules": {"length/unscaled-extension": "loud"}}', 'must set "length/unscaled-extension" to off, info'],
    ['{"rules": {"rope/no-such-rule": "off"}}', '"rules" has no rule "rope/no-such-rule"'],
    ['{"rules": {"rope": "off"}}', '"rules" has no rule "rope"'],
    ['{"pretrainedLength": "4k"}', '"pretrainedLength" must be a number of tokens'],
    ['{"pretrainedLength": 0}', '"pretrainedLength" must be a number of tokens'],
    ['{"pretrainedLength": {"llama/*": 0.5}}', '"pretrainedLength" must set "llama/*" to a whole number of tokens'],
    ['{"baseline": ""}', '"baseline" must be the path of a file'],
  ])("with %s is refused by reader and schema alike", (text, message) => {
    expect(parseProjectSettings(text)).toEqual({ fault: expect.stringContaining(message) });
    expect(validate(JSON.parse(text))).toBe(false);
  });

  test.each([
    ['{"runtimes": ["vlllm"]}', '"runtimes" has no framework "vlllm"'],
    ["[]", "must hold an object"],
    ['{"bins": }', "does not parse"],
  ])("with %s is refused", (text, message) => {
    expect(parseProjectSettings(text)).toEqual({ fault: expect.stringContaining(message) });
  });
});
