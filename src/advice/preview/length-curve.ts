/** Mean disturbance of every strategy at other target lengths. */
import * as l10n from "@vscode/l10n";
import type { ModelConfig } from "../../config/model.ts";
import type { LengthCurve } from "../../protocol/preview.ts";
import { analysisSteps } from "../../rope/analyse.ts";
import type { Analysis } from "../../rope/analysis.ts";
import type { StrategyId } from "../../rope/spec.ts";
import type { Steps } from "../../rope/steps.ts";
import { ropeAdviceSteps } from "../advise.ts";
import { planningSteps } from "../planning.ts";
import { cannotRun } from "../runtime-support.ts";
import { joined } from "../sentences.ts";
import type { AdviceSettings } from "../settings.ts";

/** Multiples of L that are compared. */
const SCALES = [1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32];

/** @param rope index into the model's ropes */
export function* lengthCurveSteps(model: ModelConfig, rope: number, settings: AdviceSettings): Steps<LengthCurve> {
  const entry = model.ropes[rope];
  if (entry === undefined) return { lengths: [], curves: [], sentence: "" };
  const lengths = SCALES.map((scale) => Math.round(scale * entry.spec.pretrainedLength));
  const analyses: Analysis[] = [];
  for (const length of lengths) {
    const steps = analysisSteps(entry.spec, length, {
      bins: settings.bins,
      use: settings.use,
      cannotRun: settings.runtimes.length === 0 ? undefined : cannotRun(model, settings.runtimes),
      stability: false,
      bound: false,
    });
    analyses.push(yield* steps);
    yield { done: analyses.length, total: lengths.length, what: "lengths" };
  }
  const ids = [...new Set(analyses.flatMap((analysis) => analysis.strategies.map(({ id }) => id)))];
  const curves = ids.map((id) => ({
    id,
    means: analyses.map((analysis) => analysis.strategies.find((s) => s.id === id)?.meanDisturbance ?? 0),
  }));
  const advice = yield* ropeAdviceSteps(model, rope, settings);
  const known = (id: StrategyId, length: number) =>
    analyses[lengths.indexOf(length)]?.strategies.find((strategy) => strategy.id === id)?.meanDisturbance;
  const planning = advice === null ? "" : yield* planningSteps(advice, known);
  return { lengths, curves, sentence: joined(sentenceOf(lengths, analyses), planning) };
}

function sentenceOf(lengths: readonly number[], analyses: readonly Analysis[]): string {
  const runs: { id: StrategyId | null; from: number; to: number }[] = [];
  analyses.forEach((analysis, index) => {
    const length = lengths[index] ?? 0;
    const last = runs.at(-1);
    if (last !== undefined && last.id === analysis.recommended) last.to = length;
    else runs.push({ id: analysis.recommended, from: length, to: length });
  });
  const named = runs.flatMap(({ id, ...span }) => (id === null ? [] : [{ id, ...span }]));
  const only = named[0];
  let text = "";
  if (named.length === 1 && runs.length === 1 && only !== undefined) {
    text = l10n.t("{0} disturbs least at every length from {1} to {2} tokens.", only.id, only.from, only.to);
  } else if (named.length > 0) {
    const parts = named.map((run) =>
      run.from === run.to
        ? l10n.t("{0} at {1}", run.id, run.from)
        : l10n.t("{0} from {1} to {2}", run.id, run.from, run.to),
    );
    text = l10n.t("Disturbs least: {0} tokens.", parts.join(l10n.t(", ")));
  }
  const worse = linearWorseThanNone(lengths, analyses);
  return worse === null ? text : joined(text, l10n.t("Up to {0}, linear disturbs more than none.", worse));
}

/** The last length of the first stretch in which interpolation disturbs more than doing nothing; null for none. */
function linearWorseThanNone(lengths: readonly number[], analyses: readonly Analysis[]): number | null {
  let last: number | null = null;
  for (const [index, analysis] of analyses.entries()) {
    const linear = analysis.strategies.find(({ id }) => id === "linear");
    const none = analysis.strategies.find(({ id }) => id === "none");
    if (linear === undefined || none === undefined || linear.meanDisturbance <= none.meanDisturbance) break;
    last = lengths[index] ?? null;
  }
  return last;
}
