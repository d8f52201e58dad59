import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

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
});
