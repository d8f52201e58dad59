/** The order of the strategies table: the ranking, or one column's. */
import type { StrategyResult } from "../../src/protocol/index.ts";

export type SortColumn = "mean" | "spread" | "shift" | "grids";

export interface Sorting {
  readonly column: SortColumn;
  readonly descending: boolean;
}

const VALUES: Readonly<Record<SortColumn, (strategy: StrategyResult) => number>> = {
  mean: ({ meanDisturbance }) => meanDisturbance,
  spread: ({ spread: [low, high] }) => (low + high > 0 ? (high - low) / (high + low) : 0),
  shift: ({ localShift }) => localShift,
  // Those outside the running win nothing, and less than nothing sorts them last.
  grids: ({ gridWins }) => gridWins ?? -1,
};

/** A click on a column: upwards, downwards, and back to the ranking; won grids start with the most. */
export function nextSorting(current: Sorting | null, column: SortColumn): Sorting | null {
  const first = column === "grids";
  if (current?.column !== column) return { column, descending: first };
  return current.descending === first ? { column, descending: !first } : null;
}

export function sorted(strategies: readonly StrategyResult[], { column, descending }: Sorting): StrategyResult[] {
  const value = VALUES[column];
  return [...strategies].sort((a, b) => (descending ? value(b) - value(a) : value(a) - value(b)));
}

/** To be kept: "mean", "-mean", or "" for the ranking. */
export function sortingText(sorting: Sorting | null): string {
  return sorting === null ? "" : `${sorting.descending ? "-" : ""}${sorting.column}`;
}

/** What `sortingText` wrote; null for anything else. */
export function readSorting(text: unknown): Sorting | null {
  if (typeof text !== "string") return null;
  const descending = text.startsWith("-");
  const column = Object.keys(VALUES).find((name): name is SortColumn => name === text.slice(descending ? 1 : 0));
  return column === undefined ? null : { column, descending };
}
