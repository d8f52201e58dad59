/** Configs of published models, and some of types that the generated cases leave out, as the frameworks' own code ran them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict, type RuntimeName } from "../../../src/runtimes/index.ts";
import { sameRope, type ThinRope } from "./oracle-recorded.ts";

const FIXTURES = "test/fixtures/";

interface Run {
  readonly runtime: RuntimeName;
  readonly release: string;
  /** All that it built, those of a vision part among them. */
  readonly ropes: readonly ThinRope[];
  readonly derivedMaxLength?: number;
}

interface PublishedCase {
  /** Where the text is not given: a file of the fixtures. */
  readonly name: string;
  readonly text?: string;
  readonly runs: readonly Run[];
  /** Frameworks of which nothing is said: their files for the model type were not read. */
  readonly unknown?: readonly RuntimeName[];
}

const { cases }: { cases: PublishedCase[] } = JSON.parse(
  readFileSync(`${FIXTURES}frameworks/published-runs.json`, "utf8"),
);

describe("what frameworks did with published configs", () => {
  it("covers every recorded run", () => {
    expect(cases.flatMap(({ runs }) => runs)).toHaveLength(216);
  });

  it.each(cases)("$name", ({ name, text, runs, unknown = [] }) => {
    const snapshot = readConfig(text ?? readFileSync(FIXTURES + name, "utf8"));
    for (const { runtime, release, ropes, derivedMaxLength } of runs) {
      const predicted = predict(snapshot, { runtime, release });
      const where = `${runtime}@${release}`;
      if (unknown.includes(runtime)) {
        expect(predicted.outcome, where).toBe("unknown");
        continue;
      }
      expect(["runs", "differs"], `${where}: ${predicted.message}`).toContain(predicted.outcome);
      expect(predicted.ropes.length, where).toBeGreaterThan(0);
      for (const rope of predicted.ropes) {
        const shown = `${where} ${rope.layerType} ${rope.invFreq.length} pairs from ${rope.invFreq.slice(0, 3)}`;
        expect(
          ropes.some((recorded) => sameRope(recorded, rope)),
          shown,
        ).toBe(true);
      }
      if (derivedMaxLength !== undefined) expect(predicted.derivedMaxLength, where).toBe(derivedMaxLength);
    }
  });
});
