import { describe, expect, it } from "vitest";
import { analyse } from "../../../src/rope/analyse.ts";
import { longestWindow } from "../../../src/rope/longest-window.ts";
import { type Progress, runAtOnce } from "../../../src/rope/steps.ts";
import { small, strategy } from "./support.ts";

describe("the longest window below a disturbance", () => {
  it("is found to the token", () => {
    const threshold = 0.3;
    const value = runAtOnce(longestWindow(small(), "yarn", threshold));
    const mean = (length: number) =>
      strategy(analyse(small(), length, { strategies: ["yarn"], stability: false }), "yarn").meanDisturbance;
    expect(mean(value)).toBeLessThanOrEqual(threshold);
    expect(mean(value + 1)).toBeGreaterThan(threshold);
  });

  it("is found to the token, and what disturbs just as much is allowed", () => {
    const known = (length: number) => length / 1000;
    expect(runAtOnce(longestWindow(small(), "yarn", 1, { known }))).toBe(1000);
    const twice = strategy(analyse(small(), 512, { strategies: ["yarn"], stability: false }), "yarn").meanDisturbance;
    expect(runAtOnce(longestWindow(small(), "yarn", twice, { mostScale: 2 }))).toBe(512);
    expect(() => runAtOnce(longestWindow(small(), "yarn", -1))).toThrow(/^threshold is -1,/);
  });

  it("tells how many windows were measured", () => {
    const steps = Array.from<Progress>(longestWindow(small(), "none", 1e9, { mostScale: 4 }));
    expect(steps).toEqual([1, 2].map((done) => ({ done, total: 30, what: "none" })));
  });

  it("is the pretrained length when nothing is allowed", () => {
    expect(runAtOnce(longestWindow(small(), "linear", 0))).toBe(256);
  });

  it("ends at the largest multiple that is looked at", () => {
    expect(runAtOnce(longestWindow(small(), "none", 1e9, { mostScale: 8 }))).toBe(8 * 256);
  });

  it("takes what is known already, and is the same", () => {
    const threshold = 0.3;
    const asked: number[] = [];
    const known = (length: number) => {
      asked.push(length);
      if (length % 256 !== 0) return undefined;
      return strategy(analyse(small(), length, { strategies: ["yarn"], stability: false }), "yarn").meanDisturbance;
    };
    const steps = longestWindow(small(), "yarn", threshold, { known });
    let computed = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) computed++;
    expect(step.value).toBe(runAtOnce(longestWindow(small(), "yarn", threshold)));
    expect(computed).toBe(asked.filter((length) => length % 256 !== 0).length);
    expect(computed).toBeLessThan(asked.length);
  });

  it("ends at 1024 times the pretrained length", () => {
    expect(runAtOnce(longestWindow(small(), "none", 1e9))).toBe(1024 * 256);
  });
});
