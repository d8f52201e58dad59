/** Which hidden facts are found. */
import { listed, table, times } from "./markdown.ts";
import { COMPARED, distinct, isOwn, mean, type RetrievalRecord } from "./records.ts";

/** Facts are grouped by depth into this many parts. */
const PARTS = 4;

interface Retrieval {
  readonly strategy: string;
  readonly scale: number;
  /** Whether the right answer is the likeliest, a fact each, first to last. */
  readonly found: readonly boolean[];
  /** ln p of the right answer minus the mean of the wrong ones, nats. */
  readonly margins: readonly number[];
}

export function retrievals(records: readonly RetrievalRecord[]): Retrieval[] {
  return records
    .filter(isOwn)
    .map(({ strategy, scale, likelihoods }) => ({
      strategy,
      scale,
      found: likelihoods.map((row, i) => row[i] === Math.max(...row)),
      margins: likelihoods.map((row, i) => (row[i] ?? 0) - mean(row.filter((_, j) => j !== i))),
    }))
    .toSorted((a, b) => a.scale - b.scale || order(a.strategy) - order(b.strategy));
}

function order(strategy: string): number {
  return [...COMPARED].map(String).indexOf(strategy);
}

export function retrievalSection(records: readonly RetrievalRecord[]): string | null {
  const all = retrievals(records);
  const facts = all[0]?.found.length;
  if (facts === undefined) return null;
  const size = facts / PARTS;
  const rows = all.map(({ strategy, scale, found, margins }) => [
    times(scale),
    strategy,
    `${count(found)} of ${found.length}`,
    mean(margins).toFixed(2),
    ...Array.from({ length: PARTS }, (_, part) => String(count(found.slice(part * size, (part + 1) * size)))),
  ]);
  const parts = Array.from({ length: PARTS }, (_, part) => `${part * size + 1}-${(part + 1) * size}`);
  const shown = table(["scale", "strategy", "found", "margin, nats", ...parts], rows);
  return `${shown}\n\n${distinct(all.map(({ scale }) => scale))
    .map((scale) => verdict(scale, all))
    .join("\n")}`;
}

function verdict(scale: number, all: readonly Retrieval[]): string {
  const there = all.filter((entry) => entry.scale === scale);
  if (there.length < 2) return `- ${times(scale)}: nothing to compare with yet.`;
  const most = Math.max(...there.map(({ found }) => count(found)));
  const best = there.filter(({ found }) => count(found) === most).map(({ strategy }) => strategy);
  const margin = there.reduce((one, other) => (mean(other.margins) > mean(one.margins) ? other : one));
  return `- ${times(scale)}: most facts are found with ${listed(best)} (${most} of ${there[0]?.found.length}); the margin is largest with ${margin.strategy} (${mean(margin.margins).toFixed(2)} nats).`;
}

function count(found: readonly boolean[]): number {
  return found.filter((yes) => yes).length;
}
