import { describe, expect, it } from "vitest";
import { type Effect, inForceOf, runtimeTitle } from "../../../../src/rules/support/in-force.ts";
import { RUNTIMES } from "../../../../src/runtimes/index.ts";

const TRANSFORMERS_RAISES: Effect = { runtime: "transformers", outcome: "raises" };
const VLLM_RAISES: Effect = { runtime: "vllm", outcome: "raises" };

describe("how loud a finding is", () => {
  it("is decided by the newest transformers when nothing is chosen; what others do is information", () => {
    const inForce = inForceOf([], true);
    expect(inForce.judge([TRANSFORMERS_RAISES, VLLM_RAISES])).toEqual({
      severity: "error",
      runtimes: ["transformers", "vllm"],
    });
    expect(inForce.judge([VLLM_RAISES])).toEqual({ severity: "info", runtimes: ["vllm"] });
  });

  it("is decided by the chosen frameworks; transformers is then one of the others", () => {
    const inForce = inForceOf(["vllm@0.28.0"], true);
    expect(inForce.judge([TRANSFORMERS_RAISES])).toEqual({ severity: "info", runtimes: ["transformers"] });
    expect(inForce.judge([VLLM_RAISES])).toEqual({ severity: "error", runtimes: ["vllm@0.28.0"] });
  });

  it("is a warning where a key is ignored, and the worst of several effects", () => {
    const ignores: Effect = { runtime: "sglang", outcome: "ignores" };
    expect(inForceOf(["sglang"], true).judge([ignores])?.severity).toBe("warning");
    expect(inForceOf(["sglang", "vllm"], true).judge([ignores, VLLM_RAISES])?.severity).toBe("error");
  });

  it("depends on the release", () => {
    const until5: Effect = { runtime: "transformers", before: "5.0.0", outcome: "differs" };
    const since5: Effect = { runtime: "transformers", from: "5.0.0", outcome: "ignores" };
    expect(inForceOf(["transformers@4.57.6"], true).judge([until5, since5])?.severity).toBe("error");
    expect(inForceOf(["transformers@5.24.0"], true).judge([until5, since5])?.severity).toBe("warning");
  });

  it("is nothing at all about releases that nobody asked about", () => {
    expect(inForceOf([], true).judge([{ runtime: "vllm", before: "0.12.0", outcome: "raises" }])).toBe(null);
  });

  it("is a warning at most where transformers' own classes need not run", () => {
    expect(inForceOf([], false).judge([TRANSFORMERS_RAISES])?.severity).toBe("warning");
    expect(inForceOf(["vllm"], false).judge([VLLM_RAISES])?.severity).toBe("error");
  });

  it("always is something about what the newest release does, whatever is chosen", () => {
    for (const { name } of RUNTIMES) {
      for (const chosen of [[], [name], ["vllm"], ["transformers@4.43.4"], [`${name}@0.0.1`], ["no-such-thing"]]) {
        const verdict = inForceOf(chosen, true).judge([{ runtime: name, outcome: "raises" }]);
        expect(verdict.runtimes.map((named) => named.split("@")[0])).toEqual([name]);
        expect(["error", "info"]).toContain(verdict.severity);
      }
    }
  });

  it("stays as loud as the loudest, whatever comes after it, and names each framework once", () => {
    const ignores: Effect = { runtime: "sglang", outcome: "ignores" };
    const both = inForceOf(["sglang", "vllm"], true);
    expect(both.judge([VLLM_RAISES, ignores])?.severity).toBe("error");
    expect(both.judge([ignores, TRANSFORMERS_RAISES])).toEqual({
      severity: "warning",
      runtimes: ["sglang@0.5.23", "transformers"],
    });
    expect(both.judge([VLLM_RAISES, ignores, VLLM_RAISES])?.runtimes).toEqual(["vllm@0.33.0", "sglang@0.5.23"]);
  });

  it("counts the first release with an effect in, and the first without it out", () => {
    const effect = { runtime: "vllm", from: "0.11.0", before: "0.12.0", outcome: "raises" } as const;
    const severity = (release: string) => inForceOf([`vllm@${release}`], true).judge([effect])?.severity;
    expect(["0.10.2", "0.11.0", "0.11.2", "0.12.0"].map(severity)).toEqual([undefined, "error", "error", undefined]);
  });

  it("does not take a release older than all known ones for any of them", () => {
    expect(inForceOf(["vllm@0.0.1"], true).judge([VLLM_RAISES])).toEqual({ severity: "info", runtimes: ["vllm"] });
  });

  it("knows which frameworks were chosen, by name", () => {
    const inForce = inForceOf(["vllm@0.28.0", "tgi"], true);
    expect([inForce.has("vllm"), inForce.has("tgi"), inForce.has("transformers")]).toEqual([true, true, false]);
    expect(inForceOf([], true).has("transformers")).toBe(true);
  });

  it("leaves out frameworks that nobody knows", () => {
    expect(inForceOf(["no-such-thing"], true).chosen).toBe(false);
  });
});

describe("the title of a framework", () => {
  it("is as its authors write it", () => {
    expect([runtimeTitle("tgi@3.3.7"), runtimeTitle("vllm"), runtimeTitle("unknown@1")]).toEqual([
      "TGI 3.3.7",
      "vLLM",
      "unknown 1",
    ]);
  });
});
