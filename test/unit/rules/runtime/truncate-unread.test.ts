import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/truncate-unread";

describe(CODE, () => {
  it("says how far the frequencies are off", () => {
    const text = small({ rope_scaling: yarn({ truncate: false }) });
    const finding = only(CODE, text, { runtimes: ["mlx-lm", "transformers@4.52.4"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/truncate",
      runtimes: ["transformers@4.52.4", "mlx-lm@0.32.2"],
    });
    expect(marked(text, finding)).toBe("false");
    expect(finding.message).toBe(
      "transformers 4.52.4 and mlx-lm 0.32.2 always round the ends of the ramp: 17 of the 64 pairs get another frequency, by up to 5.1 %.",
    );
  });

  it("is not told unasked, nor about frameworks that read it", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ truncate: false }) }))).toEqual([]);
  });

  it("leaves releases alone that know the key", () => {
    expect(
      findingsOf(CODE, small({ rope_scaling: yarn({ truncate: false }) }), {
        runtimes: ["transformers@4.57.6", "vllm"],
      }),
    ).toEqual([]);
  });
});
