/** What is written from the measurements of evidence/results is what the repository holds. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { bestAttention, sameFactors } from "../../../scripts/evidence/attention-table.ts";
import { orders } from "../../../scripts/evidence/loss-tables.ts";
import { plotsOf } from "../../../scripts/evidence/plot.ts";
import {
  COMPARED,
  comparisons,
  type LossRecord,
  meanLoss,
  type RetrievalRecord,
} from "../../../scripts/evidence/records.ts";
import { relationSection } from "../../../scripts/evidence/relation-table.ts";
import { evidenceFiles } from "../../../scripts/evidence/report.ts";
import { retrievalSection } from "../../../scripts/evidence/retrieval-table.ts";
import { rankCorrelation } from "../../../scripts/evidence/statistics.ts";
import { summaryOf } from "../../../scripts/evidence/summary.ts";
import { weightsSection } from "../../../scripts/evidence/weights-table.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Loss `inside` and `beyond` a window of 8 positions, at 2x in 8 buckets. */
function loss(
  strategy: string,
  text: string,
  inside: number,
  beyond: number,
  more: Partial<LossRecord> = {},
): LossRecord {
  return {
    kind: "perplexity",
    model: "m",
    text,
    scale: 2,
    strategy,
    attention: "own",
    weights: null,
    attentionFactor: 1,
    meanDisturbance: [...COMPARED].map(String).indexOf(strategy),
    localShift: 0,
    slopeEnergy: -beyond,
    positions: 16,
    buckets: [...Array(4).fill(2 * inside), ...Array(4).fill(2 * beyond)],
    ...more,
  };
}

/** Every strategy on a text, the first of `COMPARED` best, 0.1 nats between neighbours. */
const ranked = (text: string): LossRecord[] => COMPARED.map((id, index) => loss(id, text, 3, 3 + index / 10));

describe("what is written from the measurements", () => {
  test.each(evidenceFiles(ROOT).map(({ path, text }) => [path, text]))(
    "%s is current (npm run evidence -- --report)",
    (path, text) => {
      expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
    },
  );
});

describe("losses", () => {
  it("are means over all positions, those inside and those beyond the window", () => {
    const record = loss("yarn", "A", 3, 4);
    expect((["all", "inside", "beyond"] as const).map((part) => meanLoss(record, part))).toEqual([3.5, 3, 4]);
  });

  it("are compared in the expected orders, and the orders that fail are seen", () => {
    const all = [...ranked("A"), loss("resonant", "B", 3, 3.5), loss("yarn", "B", 3, 3.25)];
    const [first] = orders(all);
    expect(first).toMatchObject({ better: "resonant", worse: "yarn", scale: 2 });
    expect(first?.gaps.map(({ text, gap }) => [text, Math.round(gap * 1000)])).toEqual([
      ["A", 100],
      ["B", -250],
    ]);
    // Every stretch of these records differs by the same.
    expect(first?.gaps[0]?.error).toBeCloseTo(0, 12);
    const uneven = loss("yarn", "A", 3, 3, { buckets: [6, 6, 6, 6, 6, 6.4, 6, 6.4] });
    const [order] = orders([loss("resonant", "A", 3, 3), uneven]);
    // Differences 0, 0.2, 0, 0.2 nats: deviation 0.1155, over the root of 4.
    expect(order?.gaps[0]?.gap).toBeCloseTo(0.1, 12);
    expect(order?.gaps[0]?.error).toBeCloseTo(0.0577, 4);
  });
});

describe("the product's figures", () => {
  it("count only texts with every strategy", () => {
    const partial = [loss("resonant", "B", 3, 9), loss("yarn", "B", 3, 1)];
    expect(summaryOf({ losses: [...ranked("A"), ...partial], retrievals: [] })).toMatchObject({
      strategies: 7,
      comparisons: 1,
      texts: 1,
      wins: { resonant: 1, yarn: 0 },
    });
    expect(() => summaryOf({ losses: partial, retrievals: [] })).toThrow("no text");
  });

  it("leave other weights and attention factors out", () => {
    const better = loss("yarn", "A", 1, 1, { attention: "longrope", attentionFactor: 1.1 });
    const weighted = loss("resonant", "A", 1, 1, { weights: { mu: 3, kappa: 1 } });
    expect(summaryOf({ losses: [...ranked("A"), better, weighted], retrievals: [] }).wins).toMatchObject({
      resonant: 1,
    });
  });
});

describe("relations", () => {
  it("rank correlation shares the ranks of ties", () => {
    expect(rankCorrelation([1, 2, 3], [10, 20, 30])).toBe(1);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(rankCorrelation([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(0.9487, 4);
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
  });

  it("go over the strategies that change something", () => {
    expect(relationSection(ranked("A"))).toContain("| slope energy | ");
    // Slope energy falls as loss rises in these records; disturbance rises with it.
    expect(relationSection(ranked("A"))).toContain("| mean disturbance |  | 1.00 |");
    expect(relationSection(ranked("A"))).toContain("| slope energy |  | -1.00 |");
  });
});

describe("the attention factor", () => {
  it("is best where the mean over the texts that have all of them is least", () => {
    const varied = [1, 1.1, 1.2].flatMap((attentionFactor) =>
      ["A", "B"].map((text) =>
        loss("yarn", text, 3, 3 + Math.abs(attentionFactor - 1.1), { attentionFactor, attention: "x" }),
      ),
    );
    expect(bestAttention(varied)).toEqual([{ strategy: "yarn", scale: 2, factor: 1.1, texts: 2 }]);
  });

  it("of resonant on yarn's frequencies tells the two parts of the gap apart", () => {
    const measured = [
      loss("resonant", "A", 3, 3, { attentionFactor: 1.04 }),
      loss("yarn", "A", 3, 3.5, { attentionFactor: 1.07 }),
      loss("yarn", "A", 3, 3.1, { attentionFactor: 1.04, attention: "longrope" }),
      // Nothing to compare with on this text.
      loss("resonant", "B", 3, 3, { attentionFactor: 1.04 }),
      loss("yarn", "B", 3, 3.5, { attentionFactor: 1.07 }),
    ];
    const [found, ...others] = sameFactors(measured);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ scale: 2, factor: 1.04, ownFactor: 1.07 });
    expect(found?.gaps.map(({ text }) => text)).toEqual(["A"]);
    expect(found?.gaps[0]?.same).toBeCloseTo(0.1, 12);
    expect(found?.gaps[0]?.own).toBeCloseTo(0.5, 12);
    expect(sameFactors(measured.slice(0, 2))).toEqual([]);
  });
});

describe("other weights of the chain", () => {
  const base = ["A", "B", "C", "D"].map((text) => loss("resonant", text, 3, 3));
  const tried = (text: string, beyond: number): LossRecord =>
    loss("resonant", text, 3, beyond, { weights: { mu: 3, kappa: 0.3 } });

  it("are confirmed only when both texts of the second half agree", () => {
    const chosen = [...base, tried("A", 2.9), tried("B", 2.9)];
    expect(weightsSection(chosen)).toContain("not confirmed on C and D yet");
    expect(weightsSection([...chosen, tried("C", 2.9), tried("D", 2.95)])).toContain("C and D agree");
    expect(weightsSection([...chosen, tried("C", 2.9), tried("D", 3.1)])).toContain("do not both agree");
  });

  it("that are confirmed at one length and worse at another are no better ones", () => {
    const confirmed = ["A", "B", "C", "D"].map((text) => tried(text, 2.9));
    const longer = (beyond: number) => [
      loss("resonant", "A", 3, 3, { scale: 4 }),
      loss("resonant", "A", 3, beyond, { scale: 4, weights: { mu: 3, kappa: 0.3 } }),
    ];
    const conclusion = "What is better at 2x is worse at 4x: the defaults stay.";
    expect(weightsSection([...base, ...confirmed, ...longer(3.1)])).toContain(conclusion);
    expect(weightsSection([...base, ...confirmed, ...longer(2.9)])).not.toContain("is worse at 4x");
  });

  it("that are worse on the first half are not chosen", () => {
    expect(weightsSection([...base, tried("A", 3.1)])).toContain("no other weights are better on A than");
  });
});

describe("retrieval", () => {
  it("finds a fact when its answer is the likeliest", () => {
    const { positions: _, buckets: __, ...input } = loss("resonant", "H", 3, 3);
    const record: RetrievalRecord = {
      ...input,
      kind: "retrieval",
      starts: [0, 10, 20, 30],
      likelihoods: [0, 1, 2, 3].map((row) =>
        [0, 1, 2, 3].map((column) => (column === (row === 3 ? 0 : row) ? -1 : -5)),
      ),
    };
    expect(retrievalSection([record])).toContain("| 2x | resonant | 3 of 4 | 2.67 | 1 | 1 | 1 | 0 |");
  });
});

describe("the plot", () => {
  it("draws the strategies that every text has, inside its frame", () => {
    const texts = comparisons([...ranked("A"), ...ranked("B").filter(({ strategy }) => strategy !== "none")]);
    const { losses, gaps } = plotsOf(texts);
    const drawn = (svg: string): number => [...svg.matchAll(/stroke-width="2"/g)].length;
    expect(drawn(losses)).toBe(COMPARED.length - 1);
    // Only resonant itself and yarn, 0.1 nats above it, are near.
    expect(drawn(gaps)).toBe(2);
    for (const svg of [losses, gaps]) {
      const numbers = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers.every(([x = -1, y = -1]) => x >= 0 && x <= 760 && y >= 0 && y <= 380)).toBe(true);
    }
  });
});
