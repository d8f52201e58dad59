/** The few figures that the product's own sentences need. */
import { COMPARED, comparisons, distinct, isComplete, meanLoss, type Records } from "./records.ts";

export interface Summary {
  readonly model: string;
  /** How many strategies were compared, the unscaled model among them. */
  readonly strategies: number;
  /** Texts times lengths with every strategy measured. */
  readonly comparisons: number;
  readonly texts: number;
  /** In how many comparisons a strategy, at its own attention factor, had the least loss beyond the window. */
  readonly wins: Readonly<Record<string, number>>;
}

/** Raises an Error where no text has every strategy yet: then nothing may be said. */
export function summaryOf({ losses }: Records): Summary {
  const complete = comparisons(losses).filter(isComplete);
  const [first] = losses;
  if (first === undefined || complete.length === 0) throw new Error("no text was measured with every strategy yet");
  const winners = complete.map(({ byStrategy }) =>
    COMPARED.reduce((best, id) => (loss(byStrategy.get(id)) < loss(byStrategy.get(best)) ? id : best)),
  );
  return {
    model: first.model,
    strategies: COMPARED.length,
    comparisons: complete.length,
    texts: distinct(complete.map(({ text }) => text)).length,
    wins: Object.fromEntries(COMPARED.map((id) => [id, winners.filter((winner) => winner === id).length])),
  };
}

function loss(record: Parameters<typeof meanLoss>[0] | undefined): number {
  return record === undefined ? Number.POSITIVE_INFINITY : meanLoss(record, "beyond");
}
