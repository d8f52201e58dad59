/** The attention factor as a variable: loss beyond the window of one strategy under several of them. */
import { nats, table, times } from "./markdown.ts";
import { distinct, isOwn, type LossRecord, mean, meanLoss } from "./records.ts";

export interface AttentionRow {
  readonly strategy: string;
  readonly scale: number;
  readonly factor: number;
  /** Loss beyond the window, a text each; null where it is not measured. */
  readonly losses: readonly { readonly text: string; readonly loss: number | null }[];
}

/** Strategies of which at least two attention factors were measured at a scale. */
export function attentionRows(losses: readonly LossRecord[]): AttentionRow[] {
  const plain = losses.filter(({ weights }) => weights === null);
  const groups = distinct(plain.map(({ strategy, scale }) => `${scale} ${strategy}`)).sort();
  return groups.flatMap((group) => {
    const there = plain.filter(({ strategy, scale }) => `${scale} ${strategy}` === group);
    const factors = distinct(there.map((record) => rounded(record))).sort();
    const varied = distinct(
      there.filter((r) => there.some((o) => o.text === r.text && rounded(o) !== rounded(r))).map(({ text }) => text),
    ).sort();
    const [first] = there;
    if (first === undefined || varied.length === 0) return [];
    return factors.map((factor) => ({
      strategy: first.strategy,
      scale: first.scale,
      factor: Number(factor),
      losses: varied.map((text) => {
        const record = there.find((entry) => entry.text === text && rounded(entry) === factor);
        return { text, loss: record === undefined ? null : meanLoss(record, "beyond") };
      }),
    }));
  });
}

/** The same factor under two names (a strategy's own, and longrope's) is one row. */
const rounded = ({ attentionFactor }: LossRecord): string => attentionFactor.toFixed(4);

export function attentionTable(losses: readonly LossRecord[]): string | null {
  const rows = attentionRows(losses);
  if (rows.length === 0) return null;
  const texts = distinct(rows.flatMap((row) => row.losses.map(({ text }) => text))).sort();
  const least = (row: AttentionRow, text: string): number =>
    Math.min(
      ...rows
        .filter(({ strategy, scale }) => strategy === row.strategy && scale === row.scale)
        .flatMap((entry) => entry.losses.flatMap((one) => (one.text === text && one.loss !== null ? [one.loss] : []))),
    );
  return table(
    ["scale", "strategy", "attention factor", ...texts],
    rows.map((row) => [
      times(row.scale),
      row.strategy,
      row.factor.toFixed(4),
      ...texts.map((text) => {
        const loss = row.losses.find((entry) => entry.text === text)?.loss ?? null;
        if (loss === null) return "";
        return loss === least(row, text) ? `**${nats(loss)}**` : nats(loss);
      }),
    ]),
  );
}

/** Per strategy and scale: the measured attention factor of least mean loss over the texts that have all of them. */
export function bestAttention(
  losses: readonly LossRecord[],
): { strategy: string; scale: number; factor: number; texts: number }[] {
  const rows = attentionRows(losses);
  return distinct(rows.map(({ strategy, scale }) => `${scale} ${strategy}`)).flatMap((group) => {
    const there = rows.filter(({ strategy, scale }) => `${scale} ${strategy}` === group);
    const texts = distinct(there.flatMap((row) => row.losses.map(({ text }) => text))).filter((text) =>
      there.every((row) => row.losses.some((entry) => entry.text === text && entry.loss !== null)),
    );
    if (texts.length === 0 || there.length < 3) return [];
    const means = there.map((row) => ({
      row,
      loss: mean(row.losses.flatMap(({ text, loss }) => (texts.includes(text) && loss !== null ? [loss] : []))),
    }));
    const best = means.reduce((one, other) => (other.loss < one.loss ? other : one));
    return [{ strategy: best.row.strategy, scale: best.row.scale, factor: best.row.factor, texts: texts.length }];
  });
}

export interface SameFactor {
  readonly scale: number;
  /** resonant's own attention factor, and yarn's. */
  readonly factor: number;
  readonly ownFactor: number;
  /** Loss beyond the window of yarn minus that of resonant, nats: both at `factor`, and each at its own. */
  readonly gaps: readonly { readonly text: string; readonly same: number; readonly own: number }[];
}

/** What yarn's frequencies do with resonant's attention factor: tells the two parts of a strategy apart. */
export function sameFactors(losses: readonly LossRecord[]): SameFactor[] {
  const plain = losses.filter(({ weights }) => weights === null);
  return distinct(plain.map(({ scale }) => scale)).flatMap((scale) => {
    const there = plain.filter((record) => record.scale === scale);
    const find = (strategy: string, text: string, holds: (record: LossRecord) => boolean) =>
      there.find((record) => record.strategy === strategy && record.text === text && holds(record));
    const found = distinct(there.map(({ text }) => text))
      .sort()
      .flatMap((text) => {
        const resonant = find("resonant", text, isOwn);
        const yarn = find("yarn", text, isOwn);
        if (resonant === undefined || yarn === undefined) return [];
        const moved = find("yarn", text, (record) => !isOwn(record) && rounded(record) === rounded(resonant));
        if (moved === undefined) return [];
        const base = meanLoss(resonant, "beyond");
        const gap = { text, same: meanLoss(moved, "beyond") - base, own: meanLoss(yarn, "beyond") - base };
        return [{ gap, factor: resonant.attentionFactor, ownFactor: yarn.attentionFactor }];
      });
    const [first] = found;
    if (first === undefined) return [];
    return [{ scale, factor: first.factor, ownFactor: first.ownFactor, gaps: found.map(({ gap }) => gap) }];
  });
}
