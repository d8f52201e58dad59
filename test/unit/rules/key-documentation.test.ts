import { describe, expect, it } from "vitest";
import {
  BLOCK_TYPES,
  blockKeysOf,
  blockTypeDocumentation,
  keyDocumentation,
  knownKeys,
} from "../../../src/rules/index.ts";
import { isBlockType } from "../../../src/rules/key-documentation.ts";

describe("the documentation of keys", () => {
  it("comes by pointer or by bare key", () => {
    expect(keyDocumentation("/text_config/rope_scaling/factor")).toMatchObject({
      key: "factor",
      title: "Scale s: target length / pretrained length",
      types: ["number"],
    });
    expect(keyDocumentation("factor")?.key).toBe("factor");
  });

  it("tells a key of the config from the same key of a block", () => {
    expect(keyDocumentation("/original_max_position_embeddings")?.title).toBe("Pretrained length, tokens");
    expect(keyDocumentation("/rope_scaling/original_max_position_embeddings")?.title).toBe(
      "Pretrained length L, tokens",
    );
    expect(keyDocumentation("/rope_parameters/full_attention/rope_theta")?.title).toBe("Base of the frequencies");
  });

  it("is null for keys that the schemas do not know", () => {
    expect([
      keyDocumentation("my_key"),
      keyDocumentation("/rope_scaling/hidden_size"),
      keyDocumentation("__proto__"),
    ]).toEqual([null, null, null]);
  });

  it("has words and a source for every key", () => {
    const { config, block } = knownKeys();
    const places = [...config.map((key) => `/${key}`), ...block.map((key) => `/rope_scaling/${key}`)];
    const silent = places.filter((place) => {
      const documentation = keyDocumentation(place);
      return !documentation?.title || !/\.$/.test(documentation.description) || !documentation.source;
    });
    expect(silent).toEqual([]);
    expect(places.length).toBeGreaterThan(50);
  });

  it("says which keys a type has and needs", () => {
    expect(blockKeysOf("linear").required).toEqual(["factor"]);
    expect(blockKeysOf("longrope").required).toEqual(["short_factor", "long_factor"]);
    expect(blockKeysOf("yarn").keys).toContain("truncate");
    expect(blockKeysOf("linear").keys).not.toContain("beta_fast");
    expect(BLOCK_TYPES.map((type) => blockTypeDocumentation(type).title)).toContain("Positional interpolation");
  });

  it("takes the keys of either block for those of a block, at any depth", () => {
    expect(keyDocumentation("/rope_parameters/factor")?.title).toBe(keyDocumentation("/rope_scaling/factor")?.title);
    expect(keyDocumentation("/rope_parameters/original_max_position_embeddings")?.title).toBe(
      "Pretrained length L, tokens",
    );
    expect(keyDocumentation("/rope_parameters")?.key).toBe("rope_parameters");
    expect(keyDocumentation("/factor")?.key).toBe("factor");
    expect(keyDocumentation("")).toBe(null);
    expect(keyDocumentation("/")).toBe(null);
    expect(keyDocumentation("linear")).toBe(null);
  });

  it("lists the types that a key takes, one or several", () => {
    expect(keyDocumentation("hidden_size")?.types).toContain("integer");
    expect(keyDocumentation("/rope_scaling/factor")?.types).toEqual(["number"]);
    expect((keyDocumentation("/rope_scaling/attention_factor")?.types ?? []).length).toBeGreaterThan(1);
  });

  it("knows the types of blocks by name", () => {
    expect(["yarn", "default", "su", "factor", null].map(isBlockType)).toEqual([true, true, false, false, false]);
    expect(blockKeysOf("default").required).toEqual([]);
  });
});
