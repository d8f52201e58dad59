import { describe, expect, it } from "vitest";
import { type Effect, inForceOf, runtimeTitle } from "../../../../src/rules/support/in-force.ts";

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
