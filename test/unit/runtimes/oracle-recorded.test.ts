import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict } from "../../../src/runtimes/index.ts";
import { oracleCases, thinDisagreement } from "./oracle-recorded.ts";

/** Results that must be there: a fixture that lost some would prove less. */
const RESULTS = { transformers: 1309, "mlx-lm": 660, vllm: 1147, sglang: 382 } as const;

describe.each(["transformers", "mlx-lm", "vllm", "sglang"] as const)(
  "what %s did with generated configs",
  (framework) => {
    const cases = oracleCases(framework);

    it("covers every recorded result", () => {
      const count = cases.flatMap(({ results }) => results).reduce((sum, { releases }) => sum + releases.length, 0);
      expect(count).toBe(RESULTS[framework]);
    });

    it.each(cases)("agrees with the recorded runs: $name", ({ text, seqLen, maxLength, results }) => {
      const snapshot = readConfig(text);
      for (const result of results) {
        for (const release of result.releases) {
          const predicted = predict(snapshot, { runtime: framework, release, seqLen, maxLength });
          expect(thinDisagreement(result, predicted), release).toBeNull();
        }
      }
    });
  },
);

describe("thinDisagreement", () => {
  const snapshot = readConfig('{"model_type": "llama", "hidden_size": 64, "num_attention_heads": 8}');
  const predicted = predict(snapshot, { runtime: "transformers", release: "4.57.6" });
  const recorded = { releases: ["4.57.6"], ropes: [{ pairs: 4, at: [[1, 0.1]], factor: 1 }] } as const;

  it("takes a prediction that is right", () => {
    expect(thinDisagreement(recorded, predicted)).toBeNull();
  });

  it("sees another frequency, factor, number of pairs and outcome", () => {
    const [rope] = recorded.ropes;
    expect(thinDisagreement({ ...recorded, ropes: [{ ...rope, at: [[1, 0.1001]] }] }, predicted)).toContain("0.1001");
    expect(thinDisagreement({ ...recorded, ropes: [{ ...rope, factor: 1.1 }] }, predicted)).toContain("1.1");
    expect(thinDisagreement({ ...recorded, ropes: [{ ...rope, pairs: 8 }] }, predicted)).toContain("8");
    expect(thinDisagreement({ releases: ["4.57.6"], exception: "KeyError" }, predicted)).toContain("raises KeyError");
  });
});
