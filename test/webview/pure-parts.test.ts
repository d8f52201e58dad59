/** The page's pure parts: numbers, lists, the slider's steps, the scales of angles. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextSorting, type Sorting } from "../../webview/blocks/strategies-order.ts";
import { numberText, readDecimal } from "../../webview/blocks/what-if.ts";
import { isWhole, moved, WHOLE_CIRCLE, zoomed } from "../../webview/charts/angle-range.ts";
import { angleLabel, binText, linearShares, logarithmicShares } from "../../webview/charts/angle-scale.ts";
import {
  decades,
  decimalsFor,
  disturbanceText,
  factorText,
  localShiftText,
  percentText,
  scaleText,
  spreadText,
  wavelengthText,
} from "../../webview/format.ts";
import { foldList, tokenize } from "../../webview/json-line.ts";
import { lengthAt } from "../../webview/length-slider.ts";
import { readWhole } from "../../webview/number-field.ts";

describe("numbers", () => {
  test("a column of means has two digits of the smallest, at least five decimals and at most eight", () => {
    expect(decimalsFor([0.00456, 0.3])).toBe(5);
    expect(decimalsFor([0.000018, 0.3])).toBe(6);
    expect(decimalsFor([1.2e-12])).toBe(8);
    expect(decimalsFor([0])).toBe(5);
  });

  test("disturbances, shares, factors, wavelengths, local shifts, spreads and scales", () => {
    expect([0.852, 0.00029, 0.000018, 0].map(disturbanceText)).toEqual(["0.852", "0.00029", "1.8e-5", "0"]);
    expect([0.48, 0.016, 0.0000081, 0].map((share) => percentText(share).replace("\u00a0", " "))).toEqual([
      "48 %",
      "1.6 %",
      "0.0008 %",
      "0 %",
    ]);
    expect([1, 1.0000082, 4].map(factorText)).toEqual(["1.0", "1.0000082", "4.0"]);
    expect([35.26, 54410.4, Number.POSITIVE_INFINITY].map(wavelengthText)).toEqual(["35.3", "54410", "∞"]);
    expect([0, 0.00006, 0.0727].map((shift) => localShiftText(shift).replace("\u00a0", " "))).toEqual([
      "0",
      "< 0.0001",
      "0.0727",
    ]);
    expect(spreadText([0.99, 1.01]).replace("\u00a0", " ")).toBe("±1.0 %");
    expect(spreadText([0, 0]).replaceAll("\u00a0", " ")).toBe("< 0.1 %");
    expect([4, 1.25, 32].map(scaleText)).toEqual(["×4", "×1.25", "×32"]);
  });

  test("decades enclose the values", () => {
    expect(decades(0.0045, 0.3)).toEqual([0.001, 0.01, 0.1, 1]);
    expect(decades(0.1, 0.1)).toEqual([0.1, 1]);
  });

  test("a length is read with separators and with k, and nothing else is a number", () => {
    expect(["16384", " 16,384 ", "16 384", "16k"].map(readWhole)).toEqual([16384, 16384, 16384, 16384]);
    expect(["", "k", "1.5k", "-4", "0x10", "16384 tokens"].map(readWhole)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("the slider", () => {
  test("powers of two of the scale are exact, and every step is longer than the one before", () => {
    expect([16, 32, 48, 64, 80].map((step) => lengthAt(4096, step))).toEqual([8192, 16384, 32768, 65536, 131072]);
    fc.assert(
      fc.property(fc.integer({ min: 256, max: 2 ** 20 }), fc.integer({ min: 1, max: 79 }), (length, step) => {
        expect(lengthAt(length, step)).toBeGreaterThanOrEqual(length);
        expect(lengthAt(length, step + 1)).toBeGreaterThan(lengthAt(length, step));
      }),
    );
  });
});

describe("a line of JSON", () => {
  test("keys, strings, numbers and words are told apart", () => {
    const kinds = tokenize('  "a\\"b": ["x", -1.5e-3, true, null],').map(({ kind, text }) => `${kind} ${text}`);
    expect(kinds).toEqual([
      "plain   ",
      'key "a\\"b"',
      "plain :",
      "plain  [",
      'string "x"',
      "plain , ",
      "number -1.5e-3",
      "plain , ",
      "word true",
      "plain , ",
      "word null",
      "plain ],",
    ]);
  });

  test("the pieces of any line are the line", () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(
          tokenize(line)
            .map(({ text }) => text)
            .join(""),
        ).toBe(line);
      }),
    );
  });

  test("a long list is folded and says how many values it hides; a short one stays", () => {
    const line = `"long_factor": [${Array.from({ length: 64 }, () => "1.0").join(", ")}],`;
    const folded = foldList(tokenize(line)).map(({ text }) => text);
    expect(folded.join("")).toMatch(/^"long_factor": \[1\.0, .*1\.0, … \d+ more\],$/);
    const shown = folded.filter((text) => text === "1.0").length;
    expect(folded).toContain(`… ${64 - shown} more`);
    expect(
      foldList(tokenize('"a": [1, 2, 3]'))
        .map(({ text }) => text)
        .join(""),
    ).toBe('"a": [1, 2, 3]');
  });
});

describe("the scales of angles", () => {
  const histograms = [
    { counts: [39, 0, 1], total: 4096 },
    { counts: [150, 2, 8], total: 16384 },
  ];

  test("no bar is higher than the scale, and the linear one is in proportion", () => {
    for (const scale of [linearShares(histograms), logarithmicShares(histograms)]) {
      for (const { counts, total } of histograms) {
        for (const count of counts) expect(scale.height(count / total)).toBeLessThanOrEqual(scale.max);
      }
      expect(scale.height(0)).toBe(0);
    }
    expect(linearShares(histograms).height(0.01)).toBe(1);
  });

  test("a decade of the share is as high as any other on the logarithmic scale", () => {
    const { height } = logarithmicShares(histograms);
    expect(height(0.01) - height(0.001)).toBeCloseTo(1, 12);
    expect(height(0.1) - height(0.01)).toBeCloseTo(1, 12);
  });

  test("angles are labelled in degrees or as fractions of π", () => {
    expect([0, 45, 90, 135, 180, 270, 360].map((degrees) => angleLabel(degrees, "radians"))).toEqual([
      "0",
      "π/4",
      "π/2",
      "3π/4",
      "π",
      "3π/2",
      "2π",
    ]);
    expect(angleLabel(15, "degrees")).toBe("15°");
    expect(binText(138, 360, "degrees")).toBe("138° to 139°");
    expect(binText(0, 4, "radians")).toBe("0.000 to 1.571");
  });
});

test("a column sorts upwards, downwards, and then not; won grids start with the most", () => {
  const presses = (column: Sorting["column"]) => {
    const first = nextSorting(null, column);
    const second = nextSorting(first, column);
    return [first?.descending, second?.descending, nextSorting(second, column)];
  };
  expect(presses("mean")).toEqual([false, true, null]);
  expect(presses("grids")).toEqual([true, false, null]);
});

describe("zooming the circle", () => {
  test("keeps the place under the pointer, on whole bins", () => {
    expect(zoomed(WHOLE_CIRCLE, 0.5, 0.5, 360)).toEqual({ from: 90, to: 270 });
    expect(zoomed(WHOLE_CIRCLE, 0.5, 0, 360)).toEqual({ from: 0, to: 180 });
    expect(zoomed({ from: 90, to: 270 }, 2, 0.5, 360)).toEqual(WHOLE_CIRCLE);
    expect(moved({ from: 90, to: 180 }, 0.25, 360)).toEqual({ from: 113, to: 203 });
  });

  test("stays within the circle and shows at least eight bins, whatever is asked", () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 36, max: 1440 }),
        fc.array(fc.tuple(fc.double({ min: 0.01, max: 50, noNaN: true }), place, fc.integer({ min: -3, max: 3 }))),
        (bins, steps) => {
          let arc = WHOLE_CIRCLE;
          for (const [factor, at, share] of steps) {
            arc = moved(zoomed(arc, factor, at, bins), share, bins);
            expect(arc.from).toBeGreaterThanOrEqual(0);
            expect(arc.to).toBeLessThanOrEqual(360 + 1e-9);
            const shown = ((arc.to - arc.from) * bins) / 360;
            expect(shown).toBeCloseTo(Math.round(shown), 6);
            expect(Math.round(shown)).toBeGreaterThanOrEqual(8);
          }
          expect(isWhole(zoomed(arc, 1e6, 0.5, bins))).toBe(true);
        },
      ),
    );
  });
});

test("a decimal number is read, and nothing else is one", () => {
  expect(["1.5", " .5", "2.", "1e6", "4E-2"].map(readDecimal)).toEqual([1.5, 0.5, 2, 1e6, 0.04]);
  expect(["", ".", "1,5", "-1", "0x10", "NaN", "Infinity", "1 2"].map(readDecimal)).toEqual(Array(8).fill(null));
  expect([4, 1.1386294361119891, 1e6].map(numberText)).toEqual(["4", "1.13862944", "1000000"]);
});
