import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only } from "../support/configs.ts";

const CODE = "json/syntax";

describe(CODE, () => {
  it("marks a comma before the closing brace and takes it out", () => {
    const text = '{\n  "model_type": "llama",\n  "hidden_size": 2048,\n}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe(",");
    expect(finding.message).toBe(
      'A comma before the end is not allowed: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
    expect(fixedBy("Remove the comma", finding, text)).toBe('{\n  "model_type": "llama",\n  "hidden_size": 2048\n}');
  });

  it("marks a comment and takes it out", () => {
    const text = '{\n  "model_type": "llama", // mine\n  "hidden_size": 2048\n}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe("// mine");
    expect(finding.message).toBe(
      'Comments are not allowed: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
    expect(fixedBy("Remove the comment", finding, text)).toBe('{\n  "model_type": "llama", \n  "hidden_size": 2048\n}');
  });

  it("marks the place where a comma is missing, without guessing a fix", () => {
    const text = '{\n  "model_type": "llama"\n  "hidden_size": 2048\n}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe('"hidden_size"');
    expect(finding.message).toBe(
      'A comma is expected: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
  });

  it("is left to editors that say it themselves", () => {
    expect(findingsOf(CODE, '{\n  "model_type": "llama",\n  "hidden_size": 2048,\n}', { syntax: false })).toEqual([]);
  });

  it("leaves tabs, CRLF and Python's number words alone", () => {
    expect(findingsOf(CODE, '{\r\n\t"model_type": "llama",\r\n\t"hidden_size": 2048\r\n}')).toEqual([]);
    expect(
      findingsOf(CODE, '{"model_type": "mamba2", "hidden_size": 2048, "time_step_limit": [0.0, Infinity]}'),
    ).toEqual([]);
  });
});
