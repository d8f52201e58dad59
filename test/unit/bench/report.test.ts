import { describe, expect, test } from "vitest";
import { reportOf } from "../../bench/report.ts";
import { holds, type Results, type Section } from "../../bench/results.ts";
import { median, ratios, summarise } from "../../bench/statistics.ts";

describe("measurements are summed up", () => {
  test("by the median, the middle of an even number being between two", () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(summarise([3, 1, 10])).toEqual({ median: 3, least: 1, most: 10, count: 3 });
  });

  test("as one ratio a round, so that a slow round counts on both sides", () => {
    expect(ratios([10, 40, 12], [1, 4, 2])).toEqual({ median: 10, least: 6, most: 10, count: 3 });
  });

  test("or refused when there are none, or a side lacks a round", () => {
    expect(() => summarise([])).toThrow("no measurement");
    expect(() => ratios([1, 2], [1])).toThrow("one measurement a round");
  });
});

test("an aim holds at its value only where it includes it", () => {
  expect(holds(1.5, { is: "at most", value: 1.5 })).toBe(true);
  expect(holds(1000, { is: "at least", value: 1000 })).toBe(true);
  expect(holds(10, { is: "below", value: 10 })).toBe(false);
  expect(holds(10, null)).toBeNull();
});

test("the page has ratios before figures, says what falls short, and what was not measured", () => {
  const section: Section = {
    name: "analysis",
    title: "Analysis",
    how: "By the clock.",
    comparisons: [
      { what: "loops / ours", ratio: summarise([912.4, 900, 950]), target: { is: "at least", value: 1000 } },
      { what: "long / short", ratio: summarise([1.234]), target: { is: "at most", value: 1.5 } },
    ],
    figures: [{ what: "ours", unit: "ms", value: summarise([4.5678, 4.5, 5]), target: null }],
    skipped: ["the loops in Fortran."],
  };
  const results: Results = {
    version: 1,
    machine: { cpu: "a processor", cores: 2, platform: "linux x64", node: "20.0.0", load: [0, 1] },
    seconds: 61,
    sections: [section],
  };
  const page = reportOf(results);
  expect(page.slice(page.indexOf("## Analysis"))).toBe(`## Analysis

By the clock.

| ratio | median [least, most] | aim |  |
| --- | ---: | ---: | --- |
| loops / ours | 912x [900, 950] | at least 1000x | **falls short** |
| long / short | 1.23x | at most 1.5x | reached |

| figure | median [least, most] | aim |  |
| --- | ---: | ---: | --- |
| ours | 4.57 ms [4.5, 5] |  |  |

Not measured here: the loops in Fortran.
`);
});
