import { describe, expect, it } from "vitest";
import { findings, findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/type-conflict";

describe(CODE, () => {
  it("says which framework takes which", () => {
    const text = small({ rope_scaling: yarn({ type: "linear" }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "vllm", "sglang", "mlx-lm", "exllamav2"],
    });
    expect(marked(text, finding)).toBe('"linear"');
    expect(finding.message).toBe(
      '"type" is "linear" and "rope_type" is "yarn": transformers 5 and SGLang run "yarn", transformers 4 and mlx-lm run "linear", vLLM raises ValueError.',
    );
    expect(fixedBy('Keep "yarn" alone', finding, text)).toBe(small({ rope_scaling: yarn() }));
    expect(fixedBy('Keep "linear" alone', finding, text)).toBe(small({ rope_scaling: yarn({ rope_type: "linear" }) }));
  });

  it("is an error in vLLM, which refuses to choose", () => {
    const text = small({ rope_scaling: yarn({ type: "linear" }) });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "vllm@0.33.0", "sglang", "mlx-lm", "exllamav2"],
    });
    expect(marked(text, finding)).toBe('"linear"');
    expect(finding.message).toBe(
      '"type" is "linear" and "rope_type" is "yarn": transformers 5 and SGLang run "yarn", transformers 4 and mlx-lm run "linear", vLLM raises ValueError.',
    );
  });

  it("is an error in ExLlamaV2 even when both say the same", () => {
    const text = small({ rope_scaling: yarn({ type: "yarn" }) });
    const finding = only(CODE, text, { runtimes: ["exllamav2"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["exllamav2@0.3.2"],
    });
    expect(marked(text, finding)).toBe('"type"');
    expect(finding.message).toBe(
      'ExLlamaV2 stops with an AssertionError when a block has both "type" and "rope_type".',
    );
    expect(fixedBy("Remove type", finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("leaves two spellings of one type alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ type: "yarn" }) }))).toEqual([]);
    expect(
      findingsOf(CODE, small({ rope_scaling: { type: "mrope", rope_type: "default", mrope_section: [16, 24, 24] } })),
    ).toEqual([]);
  });

  it("knows which releases run which", () => {
    const text = small({ rope_scaling: yarn({ type: "linear" }) });
    const severity = (runtime: string) => only(CODE, text, { runtimes: [runtime] }).severity;
    expect(
      ["transformers@4.57.6", "transformers@5.0.0", "vllm@0.11.0", "vllm@0.12.0", "sglang", "mlx-lm", "tgi"].map(
        severity,
      ),
    ).toEqual(["error", "warning", "info", "error", "warning", "error", "info"]);
  });

  it("is the one finding about the block, and offers a choice wherever the keys stand", () => {
    const text = small({ rope_scaling: { type: "linear", ...yarn({ factor: undefined }) } });
    const [finding, ...more] = findings(text);
    expect([finding?.code, more]).toEqual([CODE, []]);
    expect(finding?.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Keep "yarn" alone', false],
      ['Keep "linear" alone', false],
    ]);
    expect(finding?.fixes.map(({ edits }) => edits.length)).toEqual([1, 2]);
  });

  it("takes an older name for the same type, and leaves types that are no names, and blocks that are not read, to others", () => {
    const lists = { short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) };
    const su = { type: "su", rope_type: "longrope", ...lists, original_max_position_embeddings: 4096 };
    expect(findingsOf(CODE, small({ rope_scaling: su }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { type: "linear", rope_type: 4, factor: 4 } }))).toEqual([]);
    const unread = { rope_scaling: { rope_type: "default" }, rope_parameters: { type: "linear", ...yarn() } };
    expect(findingsOf(CODE, small(unread))).toEqual([]);
    const same = small({ rope_scaling: yarn({ type: "yarn" }) });
    expect(only(CODE, same, { runtimes: ["exllamav2"] }).fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(findingsOf(CODE, same, { runtimes: ["vllm"] })).toEqual([]);
  });

  it.each([null, 4, ["linear"], { a: 1 }])("says who runs the rope_type beside a type of %j", (type) => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4, type } });
    const [finding, ...more] = findings(text);
    expect([finding?.code, more]).toEqual([CODE, []]);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "vllm", "sglang", "exllamav2"],
    });
    expect(finding?.message).toMatch(
      /, which names no type, and "rope_type" is "linear": transformers 5 and SGLang run "linear", transformers 4 raises KeyError, vLLM raises ValueError\.$/,
    );
    expect(fixedBy("Remove type", only(CODE, text), text)).toBe(
      small({ rope_scaling: { rope_type: "linear", factor: 4 } }),
    );
    const severity = (runtime: string) => only(CODE, text, { runtimes: [runtime] }).severity;
    expect(["transformers@4.57.6", "transformers@5.0.0", "vllm", "sglang", "exllamav2", "tgi"].map(severity)).toEqual([
      "error",
      "warning",
      "error",
      "warning",
      "error",
      "info",
    ]);
  });

  it("leaves a key that stands twice to another rule", () => {
    const text = small({ rope_scaling: yarn({ type: "linear" }) });
    expect(findingsOf(CODE, text.replace('"type"', '"type": "dynamic",\n    "type"'))).toEqual([]);
    expect(findingsOf(CODE, text.replace('"rope_type"', '"rope_type": "dynamic",\n    "rope_type"'))).toEqual([]);
  });
});
