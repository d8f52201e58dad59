import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small } from "../support/configs.ts";

const CODE = "files/generation-config-rope";

describe(CODE, () => {
  it("says that nothing is read there", () => {
    const text = small();
    const finding = only(CODE, text, {
      siblings: { "generation_config.json": '{"rope_scaling": {"rope_type": "linear", "factor": 4.0}}' },
    });
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "" });
    expect(marked(text, finding)).toBe("{");
    expect(finding.message).toBe(
      "generation_config.json holds rope_scaling, where no framework reads it: what counts is what stands in this file.",
    );
  });

  it("leaves sampling defaults and copies of the config's keys alone", () => {
    expect(
      findingsOf(CODE, small(), {
        siblings: { "generation_config.json": '{"temperature": 0.7, "rope_theta": 500000.0}' },
      }),
    ).toEqual([]);
  });
});
