import { describe, expect, it } from "vitest";
import { findingsOf, llava, marked, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "json/non-finite-number";

describe(CODE, () => {
  it("warns about a base that is no number", () => {
    const text = small().replace("500000.0", "NaN");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe("NaN");
    expect(finding.message).toBe(
      'NaN: Python reads it, but no rotary angle or window that is computed from "rope_theta" is a usable number. Strict JSON parsers reject the file.',
    );
  });

  it("warns about a factor that overflows to Infinity", () => {
    const text = small({ rope_scaling: yarn() }).replace('"factor": 4.0', '"factor": 1e999');
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("1e999");
    expect(finding.message).toBe(
      '1e999 becomes Infinity: Python reads it, but no rotary angle or window that is computed from "factor" is a usable number. Strict JSON parsers reject the file.',
    );
  });

  it("is only information on keys that RoPE is not computed from", () => {
    const text = small({ time_step_limit: 1 }).replace('"time_step_limit": 1', '"time_step_limit": Infinity');
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/time_step_limit" });
    expect(marked(text, finding)).toBe("Infinity");
    expect(finding.message).toBe("Infinity: Python reads it, but it is not JSON; strict parsers reject the file.");
  });

  it("leaves large and small numbers alone", () => {
    expect(findingsOf(CODE, small({ initializer_range: 1e-300, something: 1e300 }))).toEqual([]);
  });

  it("is an error where transformers refuses a float, and says which release", () => {
    const text = small().replace("16384", "NaN");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(finding.message).toBe(
      'NaN: Python reads it, but no rotary angle or window that is computed from "max_position_embeddings" is a usable number. ' +
        'transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it. Strict JSON parsers reject the file.',
    );
    const older = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(older).toMatchObject({ severity: "warning", runtimes: [] });
    const own = only(CODE, small({ auto_map: { AutoConfig: "x.Y" } }).replace("16384", "NaN"));
    expect(own).toMatchObject({ severity: "warning", runtimes: [] });
    expect(own.message).not.toContain("transformers 5.24");
  });

  it("looks into lists and parts, at the sizes of the language model alone", () => {
    const list = tiny({ short_factor: [1, 1.5, 7, 3], long_factor: [1, 1.5, 3, 4] }).replace("7", "-Infinity");
    expect(only(CODE, list)).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/short_factor/2" });
    const part = llava().replace("2048", "NaN");
    expect(only(CODE, part)).toMatchObject({ severity: "error", jsonPointer: "/text_config/hidden_size" });
    const vision = small({ vision_config: { hidden_size: 77 } }).replace("77", "NaN");
    expect(only(CODE, vision)).toMatchObject({ severity: "warning", jsonPointer: "/vision_config/hidden_size" });
    const deep = small({ x: [[1, 77], { y: 88 }] })
      .replace("77", "NaN")
      .replace("88", "1e999");
    expect(findingsOf(CODE, deep).map(({ jsonPointer, severity }) => [jsonPointer, severity])).toEqual([
      ["/x/0/1", "info"],
      ["/x/1/y", "info"],
    ]);
  });

  it("is information where the key takes no number at all", () => {
    expect(only(CODE, small({ use_sliding_window: 77 }).replace("77", "NaN")).severity).toBe("info");
  });
});
