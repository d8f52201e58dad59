/** The measurements under evidence/results, and what is read off them again and again. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What went into the model; the measures are the product's. */
interface Input {
  readonly model: string;
  readonly text: string;
  /** The window as a multiple of the pretrained one. */
  readonly scale: number;
  readonly strategy: string;
  /** "own": the attention factor that the strategy comes with; otherwise the name of another one. */
  readonly attention: string;
  /** Of the resonant chain, where they are not the product's. */
  readonly weights: { readonly mu: number; readonly kappa: number } | null;
  readonly attentionFactor: number;
  readonly meanDisturbance: number;
  readonly localShift: number;
  readonly slopeEnergy: number;
}

export interface LossRecord extends Input {
  readonly kind: "perplexity";
  readonly positions: number;
  /** Sums of the negative log-likelihood (nats) over stretches of equal length, first to last. */
  readonly buckets: readonly number[];
}

export interface RetrievalRecord extends Input {
  readonly kind: "retrieval";
  /** Position of every fact. */
  readonly starts: readonly number[];
  /** ln p of answer j to question i; the right one of question i is answer i. */
  readonly likelihoods: readonly (readonly number[])[];
}

export interface Records {
  readonly losses: readonly LossRecord[];
  readonly retrievals: readonly RetrievalRecord[];
}

/** Every line of every file of `folder`. */
export function readRecords(folder: string): Records {
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line !== "");
  const records = lines.map((line): LossRecord | RetrievalRecord => JSON.parse(line));
  return {
    losses: records.filter((record) => record.kind === "perplexity"),
    retrievals: records.filter((record) => record.kind === "retrieval"),
  };
}

export type Part = "all" | "inside" | "beyond";

/** Mean loss, nats per token: over all positions, those inside the pretrained window, or those beyond it. */
export function meanLoss({ buckets, positions, scale }: LossRecord, part: Part): number {
  const inside = buckets.length / scale;
  const [from, to] = { all: [0, buckets.length], inside: [0, inside], beyond: [inside, buckets.length] }[part] as [
    number,
    number,
  ];
  const sum = buckets.slice(from, to).reduce((total, value) => total + value, 0);
  return sum / (positions * ((to - from) / buckets.length));
}

export const isOwn = ({ attention, weights }: Input): boolean => attention === "own" && weights === null;

export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

export function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** The strategies at their own attention factors on one text at one scale: what can be compared with each other. */
export interface Comparison {
  readonly scale: number;
  readonly text: string;
  readonly byStrategy: ReadonlyMap<string, LossRecord>;
}

/** By scale, then by text. */
export function comparisons(losses: readonly LossRecord[]): Comparison[] {
  const own = losses.filter(isOwn);
  const scales = distinct(own.map(({ scale }) => scale)).sort((a, b) => a - b);
  return scales.flatMap((scale) => {
    const there = own.filter((record) => record.scale === scale);
    return distinct(there.map(({ text }) => text))
      .sort()
      .map((text) => ({
        scale,
        text,
        byStrategy: new Map(there.filter((record) => record.text === text).map((record) => [record.strategy, record])),
      }));
  });
}

/** Every strategy that the run compares; a text with all of them is complete. */
export const COMPARED = ["resonant", "yarn", "ntk", "llama3", "distributional", "linear", "none"] as const;

export function isComplete({ byStrategy }: Comparison): boolean {
  return COMPARED.every((strategy) => byStrategy.has(strategy));
}
