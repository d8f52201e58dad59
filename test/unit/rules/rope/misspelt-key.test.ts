import { describe, expect, it } from "vitest";
import { findings, findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/misspelt-key";

describe(CODE, () => {
  it("names the key that was meant and what is computed without it", () => {
    const text = small({ rope_scaling: { rope_type: "yarn", factor: 4, orignal_max_position_embeddings: 4096 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/orignal_max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"orignal_max_position_embeddings"');
    expect(finding.message).toBe(
      '"orignal_max_position_embeddings" is unknown. Did you mean "original_max_position_embeddings"? transformers ignores it and computes with max_position_embeddings as the pretrained length instead of 4096.',
    );
    expect(fixedBy("Rename to original_max_position_embeddings", finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("is an error where the key that was meant is required", () => {
    const text = small({ rope_scaling: { rope_type: "linear", facter: 4 } }).replace('"facter": 4', '"facter": 4.0');
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/facter",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"facter"');
    expect(finding.message).toBe(
      "\"facter\" is unknown. Did you mean \"factor\"? Without it transformers (4.43 to 5.24) raises KeyError: Missing required keys for 'rope_type'='linear': {'factor'}.",
    );
    expect(fixedBy("Rename to factor", finding, text)).toBe(
      small({ rope_scaling: { rope_type: "linear", factor: 4 } }),
    );
  });

  it("knows names of other tools", () => {
    const text = small({ rope_scaling: { rope_type: "linear", scaling_factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/scaling_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"scaling_factor"');
    expect(finding.message).toBe(
      "\"scaling_factor\" is unknown. Did you mean \"factor\"? Without it transformers (4.43 to 5.24) raises KeyError: Missing required keys for 'rope_type'='linear': {'factor'}.",
    );
  });

  it("finds a misspelt block beside other keys", () => {
    const text = small({ ropeScaling: { rope_type: "linear", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/ropeScaling" });
    expect(marked(text, finding)).toBe('"ropeScaling"');
    expect(finding.message).toBe(
      '"ropeScaling" is a key that no framework reads. Did you mean "rope_scaling"? As it stands, nothing is scaled.',
    );
    expect(fixedBy("Rename to rope_scaling", finding, text)).toBe(
      small({ rope_scaling: { rope_type: "linear", factor: 4 } }),
    );
  });

  it("finds a misspelt base", () => {
    const text = small({ rope_theta: undefined, rope_tehta: 1000000 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_tehta" });
    expect(marked(text, finding)).toBe('"rope_tehta"');
    expect(finding.message).toBe(
      '"rope_tehta" is a key that no framework reads. Did you mean "rope_theta"? As it stands, the base of the frequencies is the model type\'s default.',
    );
  });

  it("leaves keys of the model's own alone", () => {
    const own = { model_type: "newmodel", rope_theta: undefined, rotary_dim: 64 };
    expect(findingsOf(CODE, small({ ...own, rope_beta: 10000 }))).toEqual([]);
    expect(findingsOf(CODE, small({ ...own, rope_thta: 10000 }))).toHaveLength(1);
    expect(findingsOf(CODE, small({ rope_beta: 3, use_rope_scaling_v2: true, theta_scale: 1 }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ mscale: 1, mscale_all_dim: 1 }) }))).toEqual([]);
  });

  it.each([
    [{ rope_parameter: { rope_type: "default" } }, "nothing is scaled."],
    [{ partial_rotary_factr: 0.5 }, "the model type's default is used."],
    [{ original_max_position_embedings: 4096 }, "the model type's default is used."],
  ])("says what is computed without %j", (values, words) => {
    const finding = only(CODE, small(values));
    expect(finding.message.endsWith(` As it stands, ${words}`)).toBe(true);
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });

  it("says what a block without a type, and one with an ignored key, comes to", () => {
    const text = small({ rope_scaling: { name: "linear", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding.message).toBe(
      '"name" is unknown. Did you mean "rope_type"? Without a type transformers 4 raises KeyError and transformers 5 scales nothing.',
    );
    expect(findings(text).map(({ code }) => code)).toEqual([CODE]);
    expect(only(CODE, small({ rope_scaling: yarn({ beta_fst: 16 }) })).message).toBe(
      '"beta_fst" is unknown. Did you mean "beta_fast"? transformers (4.43 to 5.24) ignores it, and 16 has no effect.',
    );
  });

  it("leaves another tool's name alone beside the key that it stands for, and keys of other types to another rule", () => {
    const linear = { rope_type: "linear", factor: 4 };
    expect(findingsOf(CODE, small({ rope_scaling: { ...linear, scaling_factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { ...linear, beta_fast: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ beta_fast: 4, beta_fasst: 4 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "strange", facter: 4 } }))).toEqual([]);
    // Where its own type has no such key, a key of another may be meant.
    expect(only(CODE, small({ rope_scaling: { ...linear, beta_fst: 4 } })).message).toContain(
      'Did you mean "beta_fast"?',
    );
  });

  it("is information for those who serve with another framework", () => {
    const text = small({ rope_scaling: { rope_type: "linear", facter: 4 } });
    expect(only(CODE, text, { runtimes: ["vllm"] })).toMatchObject({ severity: "info", runtimes: ["transformers"] });
  });

  it("says the same of the older name of the type", () => {
    expect(only(CODE, small({ rope_scaling: { typ: "linear", factor: 4 } })).message).toBe(
      '"typ" is unknown. Did you mean "type"? Without a type transformers 4 raises KeyError and transformers 5 scales nothing.',
    );
  });
});
