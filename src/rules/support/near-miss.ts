/** "Did you mean": the known name that a misspelt one is nearest to. */

/**
 * The nearest of `candidates`, when it is near enough: the same letters with other case or separators, or one edit for short names and
 * two for long ones (swapping neighbours is one). null when nothing is near, when the name itself is a candidate, or when two are equally near.
 */
export function nearMiss(name: string, candidates: readonly string[]): string | null {
  if (candidates.includes(name) || name.length > LONGEST) return null;
  const folded = fold(name);
  const sameLetters = candidates.filter((candidate) => fold(candidate) === folded);
  if (sameLetters.length === 1) return sameLetters[0] ?? null;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const other = fold(candidate);
    // Each letter more is one edit at least.
    if (Math.abs(other.length - folded.length) > allowed(candidate)) continue;
    const distance = editDistance(folded, other);
    if (distance > allowed(candidate) || distance > bestDistance) continue;
    best = distance === bestDistance ? null : candidate;
    bestDistance = distance;
  }
  return best;
}

/** Longer names are no slips of the hand. */
const LONGEST = 64;

function allowed(candidate: string): number {
  if (candidate.length < 4) return 0;
  return candidate.length < 9 ? 1 : candidate.length < 28 ? 2 : 3;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[_\s.-]+/g, "");
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
