import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { parseRuntime, predict } from "../../../src/runtimes/index.ts";
import { type ThinResult, thinDisagreement } from "./oracle-recorded.ts";
import { releaseOf } from "./recorded.ts";

interface ServingCase {
  readonly name: string;
  /** The file's text. */
  readonly text: string;
  /** The window that the engine was started with; null: none was asked for. */
  readonly maxLength: number | null;
  /** `releases` by "name@release". */
  readonly results: readonly (ThinResult & { readonly derivedMaxLength?: number })[];
}

const path = fileURLToPath(new URL("../../fixtures/frameworks/oracle-serving.json", import.meta.url));
const { cases }: { cases: readonly ServingCase[] } = JSON.parse(readFileSync(path, "utf8"));

describe("what vLLM and SGLang did with other configs", () => {
  it("covers every recorded result", () => {
    const count = cases.flatMap(({ results }) => results).reduce((sum, { releases }) => sum + releases.length, 0);
    expect(count).toBe(1441);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, maxLength, results }) => {
    const snapshot = readConfig(text);
    for (const result of results) {
      for (const key of result.releases) {
        const name = parseRuntime(key)?.name ?? "vllm";
        const predicted = predict(snapshot, { runtime: name, release: releaseOf(key), maxLength });
        expect(thinDisagreement(result, predicted), key).toBeNull();
        if (result.exception === undefined) expect(predicted.derivedMaxLength, key).toBe(result.derivedMaxLength);
      }
    }
  });
});
