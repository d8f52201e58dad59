/** What the frameworks' own code did, as the Python runners write it, and how it is thinned out for the fixtures. */
import { readFileSync, writeFileSync } from "node:fs";
import type { OracleCase, ThinResult, ThinRope } from "../../test/unit/runtimes/oracle-recorded.ts";
import type { Case } from "./cases.ts";

interface RawRope {
  readonly layerType: string | null;
  readonly invFreq: readonly (number | string | null)[];
  readonly attentionFactor: number | string | null;
}

export interface RawResult {
  readonly id: string;
  /** "unmeasured": the oracle could not build it here. */
  readonly outcome: "loads" | "raises" | "unmeasured";
  readonly exception: string | null;
  readonly message: string | null;
  readonly ropes: readonly RawRope[];
  /** Engines: the window when started; null where none is derived. */
  readonly derivedMaxLength?: number | null;
}

export function resultsOf(path: string): RawResult[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): RawResult => JSON.parse(line));
}

/** The release does not know the model type: nothing is predicted for it. */
export function isUnknownType({ exception, message }: RawResult): boolean {
  return exception === "ValueError" && /does not recognize|Unrecognized model/.test(message ?? "");
}

/** Rotations of vision parts are left out: they are predicted for a few types only, and checked with the other recordings. */
export function thin({ outcome, exception, ropes, derivedMaxLength }: RawResult, release: string): ThinResult {
  if (outcome === "raises") return { releases: [release], exception: exception ?? "" };
  const loaded = { releases: [release], ropes: ropes.filter(({ layerType }) => layerType !== "vision").map(thinRope) };
  return typeof derivedMaxLength === "number" ? { ...loaded, derivedMaxLength } : loaded;
}

function thinRope({ invFreq, attentionFactor }: RawRope): ThinRope {
  const pairs = invFreq.length;
  const places = [0, 1, Math.floor(pairs / 4), Math.floor(pairs / 2), Math.floor((3 * pairs) / 4), pairs - 1];
  const chosen = [...new Set(places)].filter((place) => place >= 0 && place < pairs).sort((a, b) => a - b);
  return { pairs, at: chosen.map((place) => [place, invFreq[place] ?? null]), factor: attentionFactor };
}

const ABOUT =
  "What the frameworks' own code does with each file (npm run oracle). at: [pair, frequency] of some pairs; releases with the same result share it.";

/** Adds results to a fixture, each under its case; one recorded before for the same release is replaced. */
export function record(
  path: string,
  known: readonly OracleCase[],
  cases: readonly Case[],
  found: ReadonlyMap<string, readonly ThinResult[]>,
): void {
  const byName = new Map(known.map((entry) => [entry.name, entry]));
  for (const { id, text, seqLen, maxLength } of cases) {
    const fresh = found.get(id) ?? [];
    if (fresh.length === 0) continue;
    const releases = new Set(fresh.flatMap((result) => result.releases));
    const kept = (byName.get(id)?.results ?? []).flatMap((result) => {
      const rest = result.releases.filter((release) => !releases.has(release));
      return rest.length === 0 ? [] : [{ ...result, releases: rest }];
    });
    const asked = typeof maxLength === "number" ? { maxLength } : {};
    byName.set(id, { name: id, text, seqLen, ...asked, results: joined([...kept, ...fresh]) });
  }
  const lines = [...byName.values()].map((entry) => JSON.stringify(entry));
  writeFileSync(path, `{"about": ${JSON.stringify(ABOUT)}, "cases": [\n${lines.join(",\n")}\n]}\n`);
}

function joined(results: readonly ThinResult[]): ThinResult[] {
  const byContent = new Map<string, ThinResult>();
  for (const { releases, ...content } of results) {
    const key = JSON.stringify(content);
    const before = byContent.get(key)?.releases ?? [];
    byContent.set(key, { releases: [...before, ...releases], ...content });
  }
  return [...byContent.values()];
}
