/** Comparing release numbers of Python packages: "4.57.6", "0.6.6.post1", "0.33.0rc2". */

/** Sorts before the final release: alpha, beta, release candidate, development. */
const PRE_RELEASE = /^(a|alpha|b|beta|rc|c|dev)$/;

type Part = readonly [rank: number, number: number];

/** Known releases, and what users ask for: a prediction compares them by the hundred. */
const parsed = new Map<string, readonly Part[]>();
const MOST_PARSED = 1000;

function parts(release: string): readonly Part[] {
  const known = parsed.get(release);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const found: Part[] = [];
  for (const match of release.toLowerCase().matchAll(/(\d+)|([a-z]+)\.?(\d*)/g)) {
    if (match[1] !== undefined) found.push([1, Number(match[1])]);
    else found.push([PRE_RELEASE.test(match[2] ?? "") ? -1 : 2, Number(match[3] || 0)]);
  }
  parsed.set(release, found);
  return found;
}

/** Negative when `a` is older than `b`, 0 when they are the same release, positive when newer. */
export function compareReleases(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    // An absent number counts as .0; a suffix is compared with "nothing", which lies between rc and post.
    const [leftRank, leftNumber] = left[i] ?? [right[i]?.[0] === 1 ? 1 : 0, 0];
    const [rightRank, rightNumber] = right[i] ?? [left[i]?.[0] === 1 ? 1 : 0, 0];
    if (leftRank !== rightRank) return leftRank - rightRank;
    if (leftNumber !== rightNumber) return leftNumber - rightNumber;
  }
  return 0;
}

export function atLeast(release: string, minimum: string): boolean {
  return compareReleases(release, minimum) >= 0;
}

export function below(release: string, limit: string): boolean {
  return compareReleases(release, limit) < 0;
}

/** The newest of `known` (oldest first) that is not newer than `release`; null when all are newer. */
export function nearestBelow(known: readonly string[], release: string): string | null {
  return known.filter((candidate) => compareReleases(candidate, release) <= 0).at(-1) ?? null;
}
