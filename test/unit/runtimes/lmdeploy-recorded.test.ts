import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict, type RuntimeName } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

const ENGINES: readonly RuntimeName[] = ["lmdeploy", "lmdeploy-turbomind"];

describe("what lmdeploy's engines do with a config", () => {
  const cases = recordedCases("lmdeploy");

  it("covers every recorded result", () => {
    expect(cases.reduce((sum, { results }) => sum + Object.keys(results).length, 0)).toBe(191);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, sequenceLength, results }) => {
    const snapshot = readConfig(text);
    for (const runtime of ENGINES) {
      for (const [key, recorded] of Object.entries(results)) {
        if (!key.startsWith(`${runtime}@`)) continue;
        const predicted = predict(snapshot, { runtime, release: releaseOf(key), seqLen: sequenceLength ?? 2048 });
        expect(disagreement(recorded, predicted), key).toBeNull();
        expect(predicted.exception, key).toBe(recorded.exception ?? null);
        if (recorded.outcome === "loads") expect(predicted.derivedMaxLength, key).toBe(recorded.derivedMaxLength);
      }
    }
  });
});
