import { describe, expect, it } from "vitest";
import { parseRuntime, RUNTIME_NAMES, RUNTIMES } from "../../../src/runtimes/index.ts";
import { atLeast, compareReleases } from "../../../src/runtimes/release.ts";

describe("the registry of frameworks", () => {
  it("lists every name of the contract once, in order", () => {
    expect(RUNTIMES.map((runtime) => runtime.name)).toEqual([...RUNTIME_NAMES]);
  });

  it("has column labels of at most four letters, all different", () => {
    const labels = RUNTIMES.map((runtime) => runtime.short);
    expect(Math.max(...labels.map((label) => label.length))).toBe(4);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it("lists releases oldest first", () => {
    for (const { releases } of RUNTIMES) {
      expect([...releases].sort(compareReleases)).toEqual(releases);
    }
  });
});

describe("parseRuntime", () => {
  it("takes the newest known release where none is named", () => {
    expect(parseRuntime("vllm")).toEqual({ name: "vllm", release: "0.33.0", known: true });
  });

  it("keeps a known release", () => {
    expect(parseRuntime("vllm@0.30.0")).toEqual({ name: "vllm", release: "0.30.0", known: true });
  });

  it("uses the nearest known release below an unknown one and names both", () => {
    expect(parseRuntime("transformers@4.46.1")).toEqual({
      name: "transformers",
      release: "4.45.2",
      requestedRelease: "4.46.1",
      known: true,
    });
  });

  it("says when a release is older than every known one", () => {
    expect(parseRuntime("transformers@4.30.0")).toEqual({
      name: "transformers",
      release: "4.43.4",
      requestedRelease: "4.30.0",
      known: false,
    });
  });

  it("reads names in any case and a v before the release", () => {
    expect(parseRuntime("vLLM@v0.11.0")).toEqual({ name: "vllm", release: "0.11.0", known: true });
  });

  it("answers null for a framework that is not known", () => {
    expect(parseRuntime("candle")).toBeNull();
  });
});

describe("compareReleases", () => {
  it.each([
    ["4.9.0", "4.10.0"],
    ["5.0.0rc1", "5.0.0"],
    ["0.6.6", "0.6.6.post1"],
    ["0.33.0-rc2", "0.33.0"],
    ["4.57", "4.57.6"],
  ])("sorts %s before %s", (older, newer) => {
    expect(compareReleases(older, newer)).toBeLessThan(0);
    expect(compareReleases(newer, older)).toBeGreaterThan(0);
  });

  it("takes a missing number for zero", () => {
    expect(compareReleases("5.0", "5.0.0")).toBe(0);
    expect(atLeast("5.0", "5.0.0")).toBe(true);
  });
});
