import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { linearBlock, modelConfig, yarnBlock } from "../../../src/rules/generated/validators.js";

const CODE = readFileSync(resolve(import.meta.dirname, "../../../src/rules/generated/validators.js"), "utf8");

describe("the compiled schemas", () => {
  it("need neither ajv nor eval at run time", () => {
    expect(CODE).not.toMatch(/\brequire\(|^import |\bnew Function\b|\beval\(/m);
  });

  it("name the exact place and the kind of every problem", () => {
    expect(yarnBlock({ rope_type: "yarn", factor: "4", beta_fsat: 1 })).toBe(false);
    expect(yarnBlock.errors?.map(({ instancePath, keyword }) => `${keyword} ${instancePath}`).sort()).toEqual([
      "additionalProperties ",
      "type /factor",
    ]);
    expect(linearBlock({ rope_type: "linear" })).toBe(false);
    expect(linearBlock.errors?.[0]?.params).toEqual({ missingProperty: "factor" });
  });

  it("take configs with keys of their own", () => {
    expect(modelConfig({ model_type: "llama", my_key: [1, 2], max_position_embeddings: 4096 })).toBe(true);
  });
});
