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

  it("counts several keys, and stands at one that this file has", () => {
    const text = small();
    const generation = '{"rope_scaling": {"rope_type": "linear", "factor": 4.0}, "rope_theta": 10000.0}';
    const finding = only(CODE, text, { siblings: { "generation_config.json": generation } });
    expect(finding.jsonPointer).toBe("/rope_theta");
    expect(marked(text, finding)).toBe('"rope_theta"');
    expect(finding.message).toBe(
      "generation_config.json holds rope_scaling and rope_theta, where no framework reads them: what counts is what stands in this file.",
    );
  });

  it.each(["{", "[]", "", '{"rope_scaling": null}'])("leaves %j alone", (generation) => {
    expect(findingsOf(CODE, small(), { siblings: { "generation_config.json": generation } })).toEqual([]);
  });
});
