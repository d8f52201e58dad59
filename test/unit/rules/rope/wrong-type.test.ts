import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, mla, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "rope/wrong-type";

describe(CODE, () => {
  it("marks a factor in quotes and takes the quotes off", () => {
    const text = small({ rope_scaling: yarn({ factor: "4.0" }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe('"4.0"');
    expect(finding.message).toBe(
      '"factor" is the string "4.0": a number is expected. transformers raises TypeError when it computes the frequencies with it, and so do vLLM and SGLang.',
    );
    expect(fixedBy("Write 4.0 without quotes", finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("marks a base in quotes", () => {
    const text = small({ rope_theta: "1000000" });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe('"1000000"');
    expect(finding.message).toBe(
      '"rope_theta" is the string "1000000": a number is expected. transformers raises TypeError when it computes the frequencies with it, and so do vLLM and SGLang.',
    );
    expect(fixedBy("Write 1000000 without quotes", finding, text)).toBe(
      small({ rope_theta: "1000000" }).replace('"1000000"', "1000000"),
    );
  });

  it("marks a block that is no object", () => {
    const text = small({ rope_scaling: "yarn" });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling" });
    expect(marked(text, finding)).toBe('"yarn"');
    expect(finding.message).toBe(
      '"rope_scaling" is the string "yarn": an object or null is expected. transformers raises when it loads the file.',
    );
  });

  it("warns about false in place of a block", () => {
    const text = small({ rope_scaling: false });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling" });
    expect(marked(text, finding)).toBe("false");
    expect(finding.message).toBe(
      '"rope_scaling" is false: transformers 4 raises; transformers 5 takes it as absent, so nothing is scaled.',
    );
  });

  it("marks the first bad entry of a list once", () => {
    const text = small({
      rope_scaling: {
        rope_type: "longrope",
        short_factor: Array(64).fill("1.0"),
        long_factor: Array(64).fill(2),
        original_max_position_embeddings: 4096,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling/short_factor/0" });
    expect(marked(text, finding)).toBe('"1.0"');
    expect(finding.message).toBe(
      '"short_factor" has an entry that is the string "1.0": numbers are expected. torch raises when it makes a tensor of the list.',
    );
  });

  it("says what a null factor does in yarn", () => {
    const text = small({ rope_scaling: yarn({ factor: null }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("null");
    expect(finding.message).toBe(
      '"factor" is null: a number is expected. transformers 5.24 takes the ratio of max_position_embeddings to the original length instead, 4.56 and 4.57 raise TypeError.',
    );
  });

  it("warns about true, which counts as 1", () => {
    const text = small({ rope_scaling: yarn({ factor: true }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("true");
    expect(finding.message).toBe('"factor" is true: a number is expected. Python computes with it as 1.');
  });

  it("leaves integers, null in optional keys and tagged floats alone", () => {
    expect(
      findingsOf(CODE, small({ rope_theta: 500000, rope_scaling: yarn({ attention_factor: null, beta_fast: null }) })),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: null }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_theta: { __float__: "Infinity" } }))).toEqual([]);
  });

  it("says what transformers raises for a layer type without a block", () => {
    const sliding = { rope_type: "default", rope_theta: 10000 };
    const text = gemma({ rope_parameters: { full_attention: "linear", sliding_attention: sliding } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_parameters/full_attention" });
    expect(finding.message).toBe(
      '"full_attention" is the string "linear": the block of these layers is expected, an object. transformers 5 raises AttributeError when it loads the file.',
    );
    const without = gemma({ rope_parameters: { full_attention: null, sliding_attention: sliding } });
    expect(findingsOf(CODE, without)).toEqual([]);
  });

  it.each([
    [
      "rope_scaling",
      [],
      "warning",
      /^"rope_scaling" is a list of 0: transformers 4 raises; transformers 5 takes it as absent/,
    ],
    ["rope_scaling", 0, "warning", /^"rope_scaling" is 0: transformers 4 raises; transformers 5 takes it as absent/],
    [
      "rope_scaling",
      "",
      "warning",
      /^"rope_scaling" is the string "": transformers 4 raises; transformers 5 takes it as absent/,
    ],
    [
      "rope_parameters",
      false,
      "warning",
      /^"rope_parameters" is false: transformers 4 raises; transformers 5 takes it as absent/,
    ],
    ["rope_scaling", [1], "error", /: an object or null is expected\. transformers raises when it loads the file\.$/],
    ["rope_scaling", true, "error", /^"rope_scaling" is true: an object or null is expected\./],
    [
      "rope_parameters",
      "yarn",
      "error",
      /: an object or null is expected\. transformers raises when it loads the file\.$/,
    ],
    ["rope_theta", [1], "error", /^"rope_theta" is a list of 1: a number is expected\. transformers raises TypeError/],
    [
      "rope_theta",
      { a: 1 },
      "error",
      /^"rope_theta" is an object: a number is expected\. transformers raises TypeError/,
    ],
    ["rope_theta", false, "warning", /^"rope_theta" is false: a number is expected\. Python computes with it as 0\.$/],
    ["original_max_position_embeddings", "4096", "error", /: a number is expected\. transformers raises TypeError/],
    ["partial_rotary_factor", "0.5", "error", /: a number is expected\. transformers raises TypeError/],
    ["qk_rope_head_dim", "64", "error", /: a number is expected\. transformers raises TypeError/],
    ["rotary_dim", "64", "error", /: a number is expected\. transformers raises TypeError/],
  ])("says what %s of %j comes to", (key, value, severity, words) => {
    const finding = only(CODE, small({ [key]: value }));
    expect(finding).toMatchObject({ severity, jsonPointer: `/${key}` });
    expect(finding.message).toMatch(words);
  });

  it.each([
    [
      "rope_type",
      ["yarn"],
      "error",
      /^"rope_type" is a list of 1: the name of a scaling type is expected\. transformers raises/,
    ],
    ["rope_type", { __float__: "NaN" }, "error", /^"rope_type" is an object: the name of a scaling type is expected\./],
    ["rope_type", null, "error", /^"rope_type" is null: the name of a scaling type is expected\./],
    ["truncate", "false", "warning", /: true or false is expected\. Python takes this value as true\.$/],
    ["truncate", "", "warning", /: true or false is expected\. Python takes this value as false\.$/],
    ["truncate", 0, "warning", /: true or false is expected\. Python takes this value as false\.$/],
    ["truncate", 1, "warning", /: true or false is expected\. Python takes this value as true\.$/],
    ["truncate", [], "warning", /: true or false is expected\. Python takes this value as false\.$/],
    ["truncate", {}, "warning", /: true or false is expected\. Python takes this value as false\.$/],
    ["truncate", { a: 1 }, "warning", /: true or false is expected\. Python takes this value as true\.$/],
    ["finetuned", "yes", "warning", /: true or false is expected\. Python takes this value as true\.$/],
    ["mrope_interleaved", 1, "warning", /: true or false is expected\. Python takes this value as true\.$/],
    ["beta_fast", { a: 1 }, "error", /^"beta_fast" is an object: a number is expected\. transformers raises TypeError/],
    ["factor", false, "warning", /^"factor" is false: a number is expected\. Python computes with it as 0\.$/],
  ])("says what %s of %j in a block comes to", (key, value, severity, words) => {
    const scaling = key === "mrope_interleaved" ? { rope_type: "default" } : yarn();
    const finding = only(CODE, small({ rope_scaling: { ...scaling, [key]: value } }));
    expect(finding).toMatchObject({ severity, jsonPointer: `/rope_scaling/${key}` });
    expect(finding.message).toMatch(words);
  });

  it.each([
    [
      "short_factor",
      "x",
      "error",
      /: a list with one number per frequency pair is expected\. transformers raises TypeError at len\(\)\.$/,
    ],
    [
      "long_factor",
      null,
      "error",
      /: a list with one number per frequency pair is expected\. transformers raises TypeError at len\(\)\.$/,
    ],
    [
      "long_factor",
      true,
      "error",
      /: a list with one number per frequency pair is expected\. transformers raises TypeError at len\(\)\.$/,
    ],
    [
      "short_factor",
      [1, null, 2, "3"],
      "error",
      /^"short_factor" has an entry that is null: numbers are expected\. torch raises/,
    ],
    [
      "long_factor",
      [1, true, 2, 3],
      "warning",
      /^"long_factor" has an entry that is true: a number is expected\. Python computes with it as 1\.$/,
    ],
    ["factor", null, "error", /^"factor" is null: a number is expected\. transformers raises TypeError/],
  ])("says what %s of %j in longrope comes to", (key, value, severity, words) => {
    const list = [1, 1.5, 2, 3];
    const finding = only(CODE, tiny({ short_factor: list, long_factor: list, [key]: value }));
    expect(finding.severity).toBe(severity);
    expect(finding.message).toMatch(words);
  });

  it("says what mrope_section should be", () => {
    const mrope = (mrope_section: unknown) =>
      small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section } });
    for (const section of ["x", true, [16, "24", 24]]) {
      const finding = only(CODE, mrope(section));
      expect(finding.severity).toBe("error");
      expect(finding.message).toMatch(
        /: a list of three integers is expected\. The first forward pass of transformers raises\.$/,
      );
    }
  });

  it("takes the quotes off every number of a list, and off one", () => {
    const lists = (short_factor: unknown[]) => tiny({ short_factor, long_factor: [1, 1.5, 2, 3] });
    const several = lists([1, "2.0", "+3", "x"]);
    const finding = only(CODE, several);
    expect(finding.jsonPointer).toBe("/rope_scaling/short_factor/1");
    expect(
      JSON.parse(fixedBy("Write the 2 numbers without quotes", finding, several)).rope_scaling.short_factor,
    ).toEqual([1, 2, 3, "x"]);
    const one = lists([1, "2.5", 3, 4]);
    expect(fixedBy("Write 2.5 without quotes", only(CODE, one), one)).toBe(lists([1, 2.5, 3, 4]));
    expect([finding, only(CODE, one)].flatMap(({ fixes }) => fixes.map(({ preferred }) => preferred))).toEqual([
      true,
      true,
    ]);
    expect(findingsOf(CODE, tiny({ short_factor: ["a"], long_factor: ["b"] }))).toHaveLength(2);
  });

  it.each([
    ["4", "4"],
    ["+4", "4"],
    ["-2", "-2"],
    ["1_000_000", "1000000"],
    [" 4.25 ", "4.25"],
    ["1e5", "1e5"],
    ["1.50E+3", "1.50E+3"],
    ["10.25e-12", "10.25e-12"],
    ["4.", null],
    [".5", null],
    ["04", null],
    ["0x4", null],
    ["4.0x", null],
    ["x4.0", null],
    ["NaN", null],
    ["", null],
  ])("reads the number in %j as JSON has it", (text, number) => {
    expect(only(CODE, small({ rope_theta: text })).fixes.map(({ title, preferred }) => [title, preferred])).toEqual(
      number === null ? [] : [[`Write ${number} without quotes`, true]],
    );
  });

  it.each([
    ["original_max_position_embeddings", "llama", { "4.48.3": "info", "4.51.3": "error", "5.24.0": "error" }],
    ["factor", "deepseek_v3", { "4.51.3": "error", "4.52.4": "info", "5.0.0": "info", "5.24.0": "error" }],
    ["factor", "llama", { "4.52.4": "error", "5.0.0": "error" }],
  ])("knows which releases of transformers take %s as a string in %s", (key, type, releases) => {
    const block = yarn({ [key]: "40" });
    const text = type === "llama" ? small({ rope_scaling: block }) : mla({ rope_scaling: block });
    for (const [release, severity] of Object.entries(releases)) {
      expect([release, only(CODE, text, { runtimes: [`transformers@${release}`] }).severity]).toEqual([
        release,
        severity,
      ]);
      expect(only(CODE, text, { runtimes: [`transformers@${release}`, "vllm"] }).severity).toBe("error");
    }
  });

  it("knows that transformers 4 does not look at rope_parameters", () => {
    const text = small({ rope_parameters: "yarn" });
    expect(only(CODE, text, { runtimes: ["transformers@4.57.6"] }).severity).toBe("info");
    expect(only(CODE, text, { runtimes: ["transformers@5.0.0"] }).severity).toBe("error");
  });

  it("leaves fractions where integers belong, and layers of types that nobody has, to others", () => {
    expect(findingsOf(CODE, mla({ qk_rope_head_dim: 64.5 }))).toEqual([]);
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const broken = { rope_parameters: { full_attention: 5, sliding_attention } };
    expect(only(CODE, gemma(broken), { runtimes: ["vllm"] }).severity).toBe("info");
    expect(only(CODE, gemma(broken), { runtimes: ["transformers@4.57.6"] }).severity).toBe("info");
    expect(findingsOf(CODE, gemma({ ...broken, auto_map: { AutoConfig: "x.Y" } }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ rope_parameters: { foo: 5, sliding_attention } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: { rope_type: "default", full_attention: 5 } }))).toEqual([]);
  });
});
