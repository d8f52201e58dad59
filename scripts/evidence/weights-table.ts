/** The weights of the resonant chain: tried on one half of the texts, confirmed or not on the other. */
import { difference, listed, nats, table, times } from "./markdown.ts";
import { distinct, isOwn, type LossRecord, mean, meanLoss } from "./records.ts";

/** The same halves as in evidence/plan.py. */
const HALVES = [
  ["A", "B"],
  ["C", "D"],
] as const;

interface Trial {
  readonly scale: number;
  readonly mu: number;
  readonly kappa: number;
  /** Loss beyond the window minus that under the product's weights, a text each, nats. */
  readonly changes: readonly { readonly text: string; readonly change: number }[];
}

function trials(losses: readonly LossRecord[]): Trial[] {
  const tried = losses.filter(({ weights }) => weights !== null);
  const name = ({ scale, weights }: LossRecord): string => `${scale} ${weights?.mu} ${weights?.kappa}`;
  return distinct(tried.map(name)).flatMap((id) => {
    const there = tried.filter((record) => name(record) === id);
    const [{ scale, weights } = { scale: 0, weights: null }] = there;
    if (weights === null) return [];
    const changes = there.flatMap((record) => {
      const base = losses.find(
        (other) => isOwn(other) && other.strategy === "resonant" && other.text === record.text && other.scale === scale,
      );
      return base === undefined
        ? []
        : [{ text: record.text, change: meanLoss(record, "beyond") - meanLoss(base, "beyond") }];
    });
    return [{ scale, mu: weights.mu, kappa: weights.kappa, changes }];
  });
}

export function weightsSection(losses: readonly LossRecord[]): string | null {
  const all = trials(losses);
  if (all.length === 0) return null;
  const texts = distinct(all.flatMap(({ changes }) => changes.map(({ text }) => text))).sort();
  const rows = all
    .toSorted((a, b) => a.scale - b.scale || a.mu - b.mu || a.kappa - b.kappa)
    .map((trial) => [
      times(trial.scale),
      String(trial.mu),
      String(trial.kappa),
      ...texts.map((text) => {
        const change = trial.changes.find((entry) => entry.text === text)?.change;
        return change === undefined ? "" : difference(change);
      }),
    ]);
  const scales = distinct(all.map(({ scale }) => scale)).sort((a, b) => a - b);
  const verdicts = scales.map((scale) => verdict(scale, all));
  const conclusion = acrossScales(scales, all);
  return `${table(["scale", "mu", "kappa", ...texts], rows)}\n\n${[...verdicts, ...conclusion].join("\n")}`;
}

/** Weights that are confirmed at one scale are no better ones where they lose at another. */
function acrossScales(scales: readonly number[], all: readonly Trial[]): string[] {
  return scales.flatMap((scale) => {
    const best = bestOnFirst(scale, all);
    if (best === null || best.gain >= 0 || !isConfirmed(best.trial)) return [];
    const { mu, kappa } = best.trial;
    const elsewhere = all.filter((trial) => trial.scale !== scale && trial.mu === mu && trial.kappa === kappa);
    const worse = elsewhere.filter(({ changes }) => mean(changes.map(({ change }) => change)) > 0);
    if (worse.length === 0) return [];
    const [there, here] = [worse.map((trial) => times(trial.scale)), times(scale)];
    return [`- What is better at ${here} is worse at ${listed(there)}: the defaults stay.`];
  });
}

interface Best {
  readonly trial: Trial;
  /** Mean change on the first half, nats; negative: better than the product's weights. */
  readonly gain: number;
}

function bestOnFirst(scale: number, all: readonly Trial[]): Best | null {
  const [first] = HALVES;
  const tried = all
    .filter((trial) => trial.scale === scale && on(trial, first).length > 0)
    .map((trial) => ({ trial, gain: mean(on(trial, first)) }));
  return tried.toSorted((a, b) => a.gain - b.gain)[0] ?? null;
}

/** Changes on some of the texts. */
function on(trial: Trial, texts: readonly string[]): number[] {
  return trial.changes.flatMap(({ text, change }) => (texts.includes(text) ? [change] : []));
}

function isConfirmed(trial: Trial): boolean {
  const [, second] = HALVES;
  const changes = on(trial, second);
  return changes.length === second.length && changes.every((change) => change < 0);
}

/** What choosing on the first half and confirming on the second says at one scale. */
function verdict(scale: number, all: readonly Trial[]): string {
  const [first, second] = HALVES;
  const best = bestOnFirst(scale, all);
  if (best === null) return `- ${times(scale)}: nothing was tried on ${listed(first)} yet.`;
  const { trial, gain } = best;
  const tried = first.filter((text) => trial.changes.some((change) => change.text === text));
  if (gain >= 0) return `- ${times(scale)}: no other weights are better on ${listed(tried)} than mu = 3, kappa = 0.1.`;
  const confirmed = on(trial, second);
  const said = `- ${times(scale)}: best on ${listed(tried)} is mu = ${trial.mu}, kappa = ${trial.kappa}, by ${nats(-gain)} nats`;
  if (confirmed.length < second.length) return `${said}; not confirmed on ${listed(second)} yet, so the defaults stay.`;
  return isConfirmed(trial)
    ? `${said}; ${listed(second)} agree (${confirmed.map(difference).join(", ")}).`
    : `${said}; ${listed(second)} do not both agree (${confirmed.map(difference).join(", ")}), so the defaults stay.`;
}
