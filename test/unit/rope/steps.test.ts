import { describe, expect, it } from "vitest";
import { analyse, analysisSteps } from "../../../src/rope/analyse.ts";
import { STRATEGY_IDS } from "../../../src/rope/spec.ts";
import { nextTurn, type Progress, runInSlices } from "../../../src/rope/steps.ts";
import { small } from "./support.ts";

describe("long work", () => {
  it("gives the same in slices as at once, and reports progress", async () => {
    const reported: Progress[] = [];
    const sliced = await runInSlices(analysisSteps(small(), 1024, { bins: 36 }), {
      sliceMs: 0,
      onProgress: (progress) => reported.push(progress),
    });
    expect(sliced).toEqual(analyse(small(), 1024, { bins: 36 }));
    const compared = STRATEGY_IDS.filter((id) => id !== "longrope");
    expect(reported.filter(({ what }) => compared.some((id) => id === what && id !== "resonant"))).toEqual(
      compared.flatMap((what, index) => (what === "resonant" ? [] : [{ done: index + 1, total: 9, what }])),
    );
    expect(reported.filter(({ what }) => what === "grids")).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((done) => ({ done, total: 8, what: "grids" })),
    );
  });

  it("rests between slices as long as it is told to", async () => {
    let rests = 0;
    const between = async () => {
      rests += 1;
    };
    await runInSlices(analysisSteps(small(), 1024, { bins: 36, stability: false }), { sliceMs: 0, between });
    expect(rests).toBeGreaterThan(8);
  });

  it("rests once its slice is over, and not before", async () => {
    const { now } = performance;
    const rests = async (sliceMs: number) => {
      let time = 1e6;
      let count = 0;
      performance.now = () => time;
      function* steps() {
        for (let done = 1; done <= 12; done++) {
          time += 4;
          yield { done, total: 12, what: "steps" };
        }
      }
      const between = async () => {
        count++;
      };
      try {
        await runInSlices(steps(), { sliceMs, between });
      } finally {
        performance.now = now;
      }
      return count;
    };
    expect([await rests(4), await rests(8), await rests(9), await rests(100)]).toEqual([12, 6, 4, 0]);
  });

  it("lets timers in while it rests", async () => {
    let called = false;
    setTimeout(() => {
      called = true;
    }, 0);
    await nextTurn();
    expect(called).toBe(true);
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const running = runInSlices(analysisSteps(small(), 1024, { bins: 36 }), { signal: controller.signal, sliceMs: 0 });
    controller.abort(new Error("no longer wanted"));
    await expect(running).rejects.toThrow("no longer wanted");
  });
});
