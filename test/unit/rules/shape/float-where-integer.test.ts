import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "shape/float-where-integer";

describe(CODE, () => {
  it("writes a whole float as an integer", () => {
    const text = small().replace("16384", "16384.0");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("16384.0");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 16384.0, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
    );
    expect(fixedBy("Write 16384", finding, text)).toBe(small());
  });

  it("marks an exponent", () => {
    const text = small().replace("16384", "1e5");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("1e5");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 1e5, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
    );
  });

  it("has no fix for a fraction", () => {
    const text = small().replace("16384", "16384.5");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("16384.5");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 16384.5, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
    );
  });

  it("leaves integers, and older transformers, alone", () => {
    expect(findingsOf(CODE, small())).toEqual([]);
  });
});
