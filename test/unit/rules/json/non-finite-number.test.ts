import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

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
});
