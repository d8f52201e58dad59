import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/theta-conflict";

describe(CODE, () => {
  it("says who computes with which", () => {
    const text = small({ rope_parameters: yarn({ rope_theta: 1000000 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("500000.0");
    expect(finding.message).toBe(
      "rope_theta is 500000 here and 1000000 in rope_parameters: transformers 5, vLLM and SGLang compute with 1000000, transformers 4 with 500000.",
    );
    expect(fixedBy("Keep 1000000 alone", finding, text)).toBe(
      small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }),
    );
    expect(fixedBy("Write 500000 into rope_parameters", finding, text)).toBe(
      small({ rope_parameters: yarn({ rope_theta: 500000 }) }).replace(
        '"rope_theta": 500000.0\n',
        '"rope_theta": 500000\n',
      ),
    );
  });

  it("leaves equal ones and a single one alone", () => {
    expect(findingsOf(CODE, small({ rope_parameters: yarn({ rope_theta: 500000 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: yarn() }))).toEqual([]);
  });
});
