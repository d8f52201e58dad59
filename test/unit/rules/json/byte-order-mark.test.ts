import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "json/byte-order-mark";

describe(CODE, () => {
  it("marks the mark and takes it out", () => {
    const text = `\uFEFF${small()}`;
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe("﻿");
    expect(finding.message).toBe(
      'The file starts with a byte order mark (U+FEFF), which editors do not show: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
    expect(fixedBy("Remove the byte order mark", finding, text)).toBe(small());
  });

  it("is told even where the editor says the rest", () => {
    const text = `\uFEFF${small()}`;
    const finding = only(CODE, text, { syntax: false });
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe("﻿");
    expect(finding.message).toBe(
      'The file starts with a byte order mark (U+FEFF), which editors do not show: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
  });

  it("leaves a mark inside a string alone", () => {
    expect(findingsOf(CODE, small({ _name_or_path: "\uFEFFmodel" }))).toEqual([]);
  });

  it("has one right answer", () => {
    expect(only(CODE, `\uFEFF${small()}`).fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });
});
