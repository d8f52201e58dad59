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
  const verdicts = scales.map((scale) =>
    verdict(
      scale,
      all.filter((trial) => trial.scale === scale),
    ),
  );
  return `${table(["scale", "mu", "kappa", ...texts], rows)}\n\n${verdicts.join("\n")}`;
}

/** What choosing on the first half and confirming on the second says at one scale. */
function verdict(scale: number, all: readonly Trial[]): string {
  const on = (trial: Trial, texts: readonly string[]): number[] =>
    trial.changes.flatMap(({ text, change }) => (texts.includes(text) ? [change] : []));
  const [first, second] = HALVES;
  const chosen = all
    .filter((trial) => on(trial, first).length > 0)
    .toSorted((a, b) => mean(on(a, first)) - mean(on(b, first)))[0];
  if (chosen === undefined) return `- ${times(scale)}: nothing was tried on ${listed(first)} yet.`;
  const gain = mean(on(chosen, first));
  const named = `mu = ${chosen.mu}, kappa = ${chosen.kappa}`;
  const tried = chosen.changes
    .filter(({ text }) => (first as readonly string[]).includes(text))
    .map(({ text }) => text);
  if (gain >= 0) return `- ${times(scale)}: no other weights are better on ${listed(tried)} than mu = 3, kappa = 0.1.`;
  const confirmed = on(chosen, second);
  const best = `- ${times(scale)}: best on ${listed(tried)} is ${named}, by ${nats(-gain)} nats`;
  if (confirmed.length < second.length) return `${best}; not confirmed on ${listed(second)} yet, so the defaults stay.`;
  return confirmed.every((change) => change < 0)
    ? `${best}; ${listed(second)} agree (${confirmed.map(difference).join(", ")}).`
    : `${best}; ${listed(second)} do not both agree (${confirmed.map(difference).join(", ")}), so the defaults stay.`;
}
