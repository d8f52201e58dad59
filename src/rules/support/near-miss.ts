/** "Did you mean": the known name that a misspelt one is nearest to. */

/**
 * The nearest of `candidates`, when it is near enough: the same letters with other case or separators, or one edit for short names and
 * two for long ones (swapping neighbours is one). null when nothing is near, when the name itself is a candidate, or when two are equally near.
 */
export function nearMiss(name: string, candidates: readonly string[]): string | null {
  if (candidates.includes(name) || name.length > LONGEST) return null;
  const own = foldedOf(name);
  const folded = candidates.map(foldedOf);
  const sameLetters = candidates.filter((_, i) => folded[i]?.text === own.text);
  if (sameLetters.length === 1) return sameLetters[0] ?? null;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const [i, candidate] of candidates.entries()) {
    const other = folded[i];
    if (other === undefined || lettersApart(own, other) > other.allowed) continue;
    const distance = editDistance(own.text, other.text);
    if (distance > other.allowed || distance > bestDistance) continue;
    best = distance === bestDistance ? null : candidate;
    bestDistance = distance;
  }
  return best;
}

interface Folded {
  readonly text: string;
  /** How often each of a to z occurs; all other characters count as one. */
  readonly letters: Uint8Array;
  /** Edits that still make a near miss of it. */
  readonly allowed: number;
}

/** The names of keys are few and asked for again with every file; unknown ones are not kept without end. */
const seen = new Map<string, Folded>();
const MOST_KEPT = 5000;

function foldedOf(name: string): Folded {
  const known = seen.get(name);
  if (known !== undefined) return known;
  const text = fold(name);
  const letters = new Uint8Array(27);
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i) - 97;
    const slot = letter >= 0 && letter < 26 ? letter : 26;
    letters[slot] = (letters[slot] ?? 0) + 1;
  }
  const folded = { text, letters, allowed: allowed(name) };
  if (seen.size >= MOST_KEPT) seen.clear();
  seen.set(name, folded);
  return folded;
}

/** The least number of edits that the letters of the two allow: each edit adds, takes or replaces one. */
function lettersApart(a: Folded, b: Folded): number {
  let more = 0;
  let fewer = 0;
  for (let i = 0; i < a.letters.length; i++) {
    const difference = (a.letters[i] ?? 0) - (b.letters[i] ?? 0);
    if (difference > 0) more += difference;
    else fewer -= difference;
  }
  return Math.max(more, fewer);
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
