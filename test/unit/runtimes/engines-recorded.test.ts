import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { parseRuntime, predict } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

describe("what vLLM and SGLang do with a config", () => {
  const cases = recordedCases("vllm-sglang");

  it("covers every recorded result", () => {
    expect(cases.reduce((sum, { results }) => sum + Object.keys(results).length, 0)).toBe(413);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, maxLength, results }) => {
    const snapshot = readConfig(text);
    for (const [key, recorded] of Object.entries(results)) {
      const name = parseRuntime(key)?.name ?? "vllm";
      const predicted = predict(snapshot, { runtime: name, release: releaseOf(key), maxLength });
      expect(disagreement(recorded, predicted), key).toBeNull();
      if (recorded.outcome === "raises") expect(predicted.exception, key).toBe(recorded.exception);
      else expect(predicted.derivedMaxLength, key).toBe(recorded.derivedMaxLength);
    }
  });
});
