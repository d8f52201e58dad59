import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/v5-spelling";

describe(CODE, () => {
  it("says which theta is used, and writes the older spelling", () => {
    const text = small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6", "tgi"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters",
      runtimes: ["transformers@4.57.6", "tgi@3.3.7"],
    });
    expect(marked(text, finding)).toBe('"rope_parameters"');
    expect(finding.message).toBe(
      "transformers 4.57.6 and TGI 3.3.7 do not read rope_parameters: nothing is scaled, and theta is 10000.",
    );
  });

  it("is not told unasked, nor about frameworks that read it", () => {
    expect(findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }))).toEqual(
      [],
    );
  });

  it("leaves newer releases alone", () => {
    expect(
      findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }), {
        runtimes: ["vllm", "transformers"],
      }),
    ).toEqual([]);
  });
});
