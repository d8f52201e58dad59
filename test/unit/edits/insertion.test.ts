import { readFileSync } from "node:fs";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import type { InsertionOptions } from "../../../src/edits/insertion.ts";
import type { StrategyId } from "../../../src/rope/spec.ts";
import { corpus, insert, LLAMA2, WIDER } from "./support/insert.ts";

describe("the inserted block", () => {
  it.each(["ntk", "yarn", "linear", "resonant"] as const)(
    "(%s) takes the theta into itself in the spelling of v5",
    (id) => {
      const qwen3 = readFileSync(new URL("qwen3.json", corpus), "utf8");
      const value = JSON.parse(insert(qwen3, id, { target: 131072, dialect: "v5" }).text);
      expect("rope_theta" in value || "rope_scaling" in value).toBe(false);
      expect(value.rope_parameters.rope_theta).toBeGreaterThanOrEqual(JSON.parse(qwen3).rope_theta);
    },
  );

  it("is the portable longrope block, in the place of the empty one, with nothing else changed", () => {
    const { text } = insert(WIDER, "resonant");
    const before = WIDER.split("\n");
    const after = text.split("\n");
    const at = before.findIndex((line) => line.includes('"rope_scaling"'));
    expect(after.slice(0, at)).toEqual(before.slice(0, at));
    expect(after.slice(at + 8)).toEqual(before.slice(at + 1));
    const block = after.slice(at, at + 8);
    expect(block.map((line) => line.replace(/\[.*\]/, "[]"))).toEqual([
      '  "rope_scaling": {',
      '    "rope_type": "longrope",',
      '    "factor": 4.0,',
      '    "original_max_position_embeddings": 4096,',
      '    "attention_factor": 1.0801234497346435,',
      '    "short_factor": [],',
      '    "long_factor": []',
      "  },",
    ]);
    const value = JSON.parse(text);
    expect(value.rope_scaling.long_factor).toHaveLength(64);
    expect(value.rope_scaling.short_factor).toEqual(value.rope_scaling.long_factor);
    expect(value).not.toHaveProperty("original_max_position_embeddings");
  });

  it("has the original length at top level too only for runtimes that read it there", () => {
    expect(JSON.parse(insert(WIDER, "resonant", { runtimes: ["tgi"] }).text).original_max_position_embeddings).toBe(
      4096,
    );
    expect(JSON.parse(insert(WIDER, "resonant", { runtimes: ["exllamav2@0.3.2"] }).text)).toHaveProperty(
      "original_max_position_embeddings",
      4096,
    );
    expect(JSON.parse(insert(WIDER, "yarn", { runtimes: ["tgi"] }).text)).not.toHaveProperty(
      "original_max_position_embeddings",
    );
  });

  it("keeps short inputs as pretrained when asked", () => {
    const { rope_scaling } = JSON.parse(insert(WIDER, "resonant", { keepShort: true }).text);
    expect(new Set(rope_scaling.short_factor)).toEqual(new Set([1]));
    expect(rope_scaling.long_factor[63]).toBe(4);
  });

  it("writes yarn's betas out for gpt-oss, which vLLM does not run without", () => {
    const config = {
      model_type: "gpt_oss",
      hidden_size: 2880,
      num_attention_heads: 64,
      head_dim: 64,
      rope_theta: 150000,
    };
    const text = JSON.stringify({ ...config, max_position_embeddings: 4096 });
    const { rope_scaling: block } = JSON.parse(insert(text, "yarn", { target: 16384, dialect: "v4" }).text);
    expect(block).toEqual({
      rope_type: "yarn",
      factor: 4,
      original_max_position_embeddings: 4096,
      beta_fast: 32,
      beta_slow: 1,
      truncate: false,
    });
  });

  it("writes the stock blocks with floats as floats", () => {
    expect(insert(WIDER, "linear").text).toContain(
      '"rope_scaling": {\n    "rope_type": "linear",\n    "factor": 4.0\n  },',
    );
    expect(JSON.parse(insert(WIDER, "yarn").text).rope_scaling).toEqual({
      rope_type: "yarn",
      factor: 4,
      original_max_position_embeddings: 4096,
    });
    expect(JSON.parse(insert(WIDER, "llama3").text).rope_scaling).toEqual({
      rope_type: "llama3",
      factor: 4,
      original_max_position_embeddings: 4096,
      low_freq_factor: 1,
      high_freq_factor: 4,
    });
  });

  it("leaves the window of dynamic at the pretrained length", () => {
    const value = JSON.parse(insert(WIDER, "dynamic").text);
    expect([value.max_position_embeddings, value.rope_scaling]).toEqual([4096, { rope_type: "dynamic", factor: 4 }]);
  });

  it("writes ntk as a larger rope_theta without a block", () => {
    const value = JSON.parse(insert(WIDER, "ntk").text);
    expect(value.rope_theta).toBeCloseTo(10000 * 4 ** (128 / 126), 6);
    expect(value.rope_scaling).toBeNull();
  });

  it("replaces a block of another type whole", () => {
    const once = insert(WIDER, "yarn").text;
    expect(JSON.parse(insert(once, "llama3").text)).toEqual(JSON.parse(insert(WIDER, "llama3").text));
  });

  it("extends to a target that the file does not claim yet", () => {
    const value = JSON.parse(insert(LLAMA2, "resonant", { target: 8192 }).text);
    expect([value.max_position_embeddings, value.rope_scaling.factor]).toEqual([8192, 2]);
  });

  it("is written in rope_parameters where the file is v5, with the theta inside", () => {
    const v5 =
      '{\n    "model_type": "llama",\n    "hidden_size": 4096,\n    "num_attention_heads": 32,\n    "max_position_embeddings": 8192,\n    "rope_parameters": {\n        "rope_theta": 10000.0,\n        "rope_type": "default"\n    }\n}\n';
    const value = JSON.parse(insert(v5, "resonant", { target: 16384 }).text);
    expect(Object.keys(value.rope_parameters)).toEqual([
      "rope_type",
      "factor",
      "original_max_position_embeddings",
      "attention_factor",
      "short_factor",
      "long_factor",
      "rope_theta",
    ]);
    expect(value).not.toHaveProperty("rope_scaling");
  });

  it("does not add the strategy's edits twice", () => {
    const once = insert(WIDER, "resonant").text;
    expect(insert(once, "resonant").text).toBe(once);
  });
});

describe("formatting", () => {
  const layouts: [string, (text: string) => string][] = [
    ["tabs", (text) => text.replace(/^ {2}/gm, "\t").replace(/^\t {2}/gm, "\t\t")],
    ["four spaces", (text) => text.replace(/^( +)/gm, "$1$1")],
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["one line", (text) => JSON.stringify(JSON.parse(text))],
    ["one line with spaces", (text) => JSON.stringify(JSON.parse(text)).replace(/([,:])/g, "$1 ")],
    ["a byte order mark", (text) => `\uFEFF${text}`],
    ["no final line end", (text) => text.trimEnd()],
    ["comments", (text) => text.replace("{", "{ // the config\n  /* of a model */")],
    ["no rope_scaling at all", (text) => text.replace(/ *"rope_scaling": null,\n/, "")],
    ["an empty line between members", (text) => text.replaceAll(",\n", ",\n\n")],
  ];
  for (const [name, layout] of layouts) {
    it(`of a file with ${name} is kept`, () => {
      const text = layout(WIDER);
      for (const id of ["resonant", "linear", "ntk"] as const) {
        const inserted = insert(text, id).text;
        const plain = parse(inserted);
        const expected = JSON.parse(insert(WIDER, id).text);
        expect(plain.rope_scaling ?? null).toEqual(expected.rope_scaling);
        expect(plain.max_position_embeddings).toBe(16384);
        // Taking the scaling out again leaves the very bytes that were there.
        const rest = (value: string) => value.replace(/\s*"rope_(scaling|theta)":\s*(\{[^}]*\}|null|[\d.]+),?/g, "");
        expect(rest(inserted)).toBe(rest(text));
        expect(inserted.includes("\r\n")).toBe(text.includes("\r\n"));
      }
    });
  }

  it("puts new keys in the indentation of their neighbours", () => {
    const text =
      '{\n\t"model_type": "llama",\n\t"hidden_size": 1024,\n\t"num_attention_heads": 8,\n\t"max_position_embeddings": 4096\n}';
    expect(insert(text, "linear", { target: 8192 }).text).toBe(
      '{\n\t"model_type": "llama",\n\t"hidden_size": 1024,\n\t"num_attention_heads": 8,\n\t"max_position_embeddings": 8192,\n\t"rope_scaling": {\n\t\t"rope_type": "linear",\n\t\t"factor": 2.0\n\t}\n}',
    );
  });
});

describe("keys beside the block", () => {
  const small = (keys: object) =>
    JSON.stringify({ hidden_size: 512, num_attention_heads: 8, max_position_embeddings: 4096, ...keys }, null, 2);
  const parsed = (text: string, id: StrategyId, options: InsertionOptions = {}) =>
    JSON.parse(insert(text, id, { ...options, target: 16384 }).text);

  it("are head_dim for types that some release cannot scale without it", () => {
    for (const type of ["mistral", "mixtral", "minimax", "hunyuan_v1_dense"]) {
      const text = small({ model_type: type, rope_theta: 1e6 });
      expect(parsed(text, "yarn").head_dim, type).toBe(64);
      expect(parsed(text, "linear").head_dim, type).toBeUndefined();
    }
    expect(parsed(small({ model_type: "mistral", head_dim: 32 }), "yarn").head_dim).toBe(32);
    expect(parsed(small({ model_type: "llama" }), "yarn").head_dim).toBeUndefined();
  });

  it("are the theta where a file has none and releases take different ones", () => {
    expect(parsed(small({ model_type: "falcon_h1" }), "yarn").rope_theta).toBe(10000);
    expect(parsed(small({ model_type: "cohere" }), "linear").rope_theta).toBe(500000);
    expect(parsed(small({ model_type: "llama" }), "yarn").rope_theta).toBeUndefined();
  });

  it("are an explicit default block where the class would put a scaled one", () => {
    expect(parsed(small({ model_type: "gpt_oss", rope_scaling: null, head_dim: 64 }), "ntk").rope_scaling).toEqual({
      rope_type: "default",
    });
  });

  it("are a theta beside rope_parameters that says the same", () => {
    const rope_parameters = { rope_type: "default", rope_theta: 1e6 };
    const text = small({ model_type: "qwen3", head_dim: 64, rope_theta: 5e6, rope_parameters });
    expect(parsed(text, "yarn")).toMatchObject({ rope_theta: 1e6, rope_parameters: { rope_theta: 1e6 } });
  });

  it("are max_position_embeddings, whatever other length there is", () => {
    const text = JSON.stringify({ model_type: "llama", hidden_size: 512, num_attention_heads: 8, n_positions: 4096 });
    expect(parsed(text, "yarn")).toMatchObject({ max_position_embeddings: 16384, n_positions: 16384 });
  });

  it("leave max_position_embeddings out for a type that nobody knows and a window of another name", () => {
    const shape = { hidden_size: 512, num_attention_heads: 8, rope_theta: 10000 };
    const text = JSON.stringify({ model_type: "nobodys", ...shape, n_positions: 4096 });
    const written = parsed(text, "yarn");
    expect(written.n_positions).toBe(16384);
    expect(written.max_position_embeddings).toBeUndefined();
  });

  it("leave a block that is kept in its own spelling", () => {
    const ones = Array.from({ length: 32 }, () => 1);
    const block = { type: "longrope", factor: 4, short_factor: ones, long_factor: ones };
    const text = small({ model_type: "llama", original_max_position_embeddings: 4096, rope_scaling: block });
    const written = parsed(text, "longrope", { dialect: "v5" });
    expect(written.rope_scaling).toEqual(block);
    expect(written).toMatchObject({ max_position_embeddings: 16384 });
    expect(written.rope_parameters).toBeUndefined();
  });
});
