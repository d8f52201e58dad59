/** Files with every strategy inserted by the product itself, for the releases that it says run them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { advise, DEFAULT_SETTINGS, insertionFor, type RopeAdvice } from "../../src/advice/index.ts";
import { applyEdits, type ConfigSnapshot, type Dialect, type RopeEntry, readConfig } from "../../src/config/index.ts";
import { frequencies, STRATEGY_IDS, type StrategyId } from "../../src/rope/index.ts";
import { predict, supportOf } from "../../src/runtimes/index.ts";
import type { ThinRope } from "../../test/unit/runtimes/oracle-recorded.ts";
import type { Case } from "./cases.ts";
import type { Places, Target } from "./places.ts";
import type { RawResult } from "./results.ts";

/** A case and the rotations that the product computes for its file. */
export interface Inserted extends Case {
  readonly expected: readonly ThinRope[];
}

/** How far the window is extended. */
const SCALE = 4;
const FOLDERS = ["corpus", "zoo"];

/** Every strategy in every file of test/fixtures/corpus and zoo that the release is said to run with it. */
export function insertedCases({ framework, release }: Target, { root }: Places): Inserted[] {
  const cases: Inserted[] = [];
  for (const folder of FOLDERS) {
    const path = join(root, "test", "fixtures", folder);
    for (const name of readdirSync(path).filter((file) => file.endsWith(".json"))) {
      const snapshot = readConfig(readFileSync(join(path, name), "utf8"));
      // A fault elsewhere in the file stays when a block is inserted.
      if (predict(snapshot, { runtime: framework, release }).outcome === "raises") continue;
      for (const { strategy, dialect, text, targetLength } of insertions(snapshot)) {
        const written = readConfig(text);
        if (written.model === null) continue;
        const { state } = supportOf(strategy, written.model, { name: framework, release, known: true });
        if (state !== "runs" && state !== "care") continue;
        if (strategy !== "ntk" && written.model.ropes.every(({ spec }) => spec.scaling.type === "default")) continue; // Said to be unread.
        const seqLen = strategy === "dynamic" || strategy === "longrope" ? targetLength : null;
        const expected = written.model.ropes.map((entry) => statedBy(entry, seqLen));
        cases.push({ id: `${folder}/${name} ${strategy} ${dialect}`, text, seqLen, expected });
      }
    }
  }
  return cases;
}

interface InsertedText {
  readonly strategy: StrategyId;
  readonly dialect: Dialect;
  readonly text: string;
  /** Tokens. */
  readonly targetLength: number;
}

function insertions(snapshot: ConfigSnapshot): InsertedText[] {
  const first = snapshot.model?.ropes.find((entry) => !entry.noPositions) ?? null;
  if (first === null) return [];
  const targetLength = Math.round(first.spec.pretrainedLength * SCALE);
  const advice = main(advise(snapshot, { ...DEFAULT_SETTINGS, targetLength }));
  if (advice === null) return [];
  return STRATEGY_IDS.filter((id) => id !== "none").flatMap((strategy) =>
    (["v4", "v5"] as const).flatMap((dialect) => {
      const made = insertionFor(snapshot, advice, strategy, { dialect });
      return made.ok ? [{ strategy, dialect, text: applyEdits(snapshot.text, made.edits), targetLength }] : [];
    }),
  );
}

/** The RoPE that is extended: that of the layers which see the whole window. */
function main(all: readonly RopeAdvice[]): RopeAdvice | null {
  return all.find(({ entry }) => entry.slidingWindow === null) ?? all[0] ?? null;
}

function statedBy({ spec }: RopeEntry, seqLen: number | null): ThinRope {
  const { invFreq, attentionFactor } = frequencies(spec, seqLen ?? undefined);
  return { pairs: invFreq.length, at: [...invFreq].map((value, i) => [i, value]), factor: attentionFactor };
}

/** What is wrong with the real run; null when every rotation that the product states is among those that run. */
export function insertionDisagreement(result: RawResult, expected: readonly ThinRope[]): string | null {
  if (result.outcome === "raises") return `raises ${result.exception} (${(result.message ?? "").slice(0, 160)})`;
  const missing = expected.filter(
    (rope) => !result.ropes.some(({ invFreq, attentionFactor }) => runsAs(rope, invFreq, attentionFactor)),
  );
  if (missing.length === 0) return null;
  const shown = result.ropes.map(({ invFreq, attentionFactor }) => `${invFreq.slice(0, 3)} x${attentionFactor}`);
  return `states ${missing.map(({ at, factor }) => `${at.slice(0, 3).map(([, value]) => value)} x${factor}`)}, runs ${shown.join("; ")}`;
}

type Recorded = number | string | null;

function runsAs({ pairs, at, factor }: ThinRope, invFreq: readonly Recorded[], attentionFactor: Recorded): boolean {
  return (
    invFreq.length === pairs && at.every(([i, value]) => close(value, invFreq[i])) && close(factor, attentionFactor)
  );
}

function close(stated: Recorded, ran: Recorded | undefined): boolean {
  const [left, right] = [Number(stated), Number(ran ?? Number.NaN)];
  return left === right || Math.abs(left - right) <= 1e-5 * Math.abs(left);
}
