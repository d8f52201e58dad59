import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, qwen } from "../support/configs.ts";

const CODE = "attention/sliding-window-off";

describe(CODE, () => {
  it("says what every layer sees", () => {
    const text = qwen({ use_sliding_window: false, sliding_window: 4096, max_window_layers: 20 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/use_sliding_window" });
    expect(marked(text, finding)).toBe("false");
    expect(finding.message).toBe(
      '"use_sliding_window" is false: sliding_window 4096 and max_window_layers have no effect, and every layer sees all 32768 tokens.',
    );
    expect(fixedBy("Let the layers slide", finding, text)).toBe(
      qwen({ use_sliding_window: true, sliding_window: 4096, max_window_layers: 20 }),
    );
    expect(fixedBy("Write null for sliding_window", finding, text)).toBe(
      qwen({ use_sliding_window: false, sliding_window: null, max_window_layers: 20 }),
    );
  });

  it("leaves Qwen's own files alone", () => {
    expect(
      findingsOf(CODE, qwen({ use_sliding_window: false, sliding_window: 131072, max_window_layers: 28 })),
    ).toEqual([]);
    expect(findingsOf(CODE, qwen({ use_sliding_window: true, sliding_window: 4096 }))).toEqual([]);
  });

  it("speaks of max_window_layers only where the file has it, and offers a choice", () => {
    const finding = only(CODE, qwen({ use_sliding_window: false, sliding_window: 4096 }));
    expect(finding.message).toBe(
      '"use_sliding_window" is false: sliding_window 4096 has no effect, and every layer sees all 32768 tokens.',
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
  });

  it.each([
    [{ sliding_window: 32767 }, 1],
    [{ sliding_window: 32768 }, 0],
    [{ sliding_window: 1 }, 1],
    [{ sliding_window: 0 }, 0],
    [{ sliding_window: null }, 0],
    [{ sliding_window: 4096, max_position_embeddings: undefined }, 0],
  ])("is said of %j or not", (values, found) => {
    expect(findingsOf(CODE, qwen({ use_sliding_window: false, ...values }))).toHaveLength(found);
  });
});
