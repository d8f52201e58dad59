import { cutAgainstLinear, decimalsFor, disturbanceText, percentText } from "../../advice/index.ts";
import { printable } from "../../advice/printable.ts";
import type { NothingReason } from "../../rope/index.ts";
import type { Ranking } from "./ranking.ts";

const NOTHING: Readonly<Record<NothingReason, string>> = {
  within: "nothing to extend",
  sliding: "sliding layers alone",
  nope: "no positions",
};

/** Widths of what stands before the name, which comes last because it may have any width. */
const STRATEGY = 16;
const MEAN = 9;
const CUT = 22;
const LENGTHS = 20;

/** One line a RoPE that there is something to extend in; of a file without one, a line that says so. */
export function rankingsToLines(name: string, rankings: readonly Ranking[]): string {
  const extendable = rankings.filter(({ advice }) => advice.analysis.reason === null);
  const shown = extendable.length > 0 ? extendable : rankings.slice(0, 1);
  if (shown.length === 0) return line(["no RoPE", "", "", ""], name);
  return shown.map((ranking) => lineOf(name, ranking)).join("");
}

function lineOf(name: string, { advice }: Ranking): string {
  const {
    entry: { layerType },
    analysis,
  } = advice;
  const { pretrainedLength, targetLength, reason, recommended, strategies } = analysis;
  const lengths = `${pretrainedLength} → ${targetLength}`;
  const place = layerType === null ? name : `${name}, ${layerType}`;
  if (reason !== null) return line([NOTHING[reason], "", "", lengths], place);
  const best = strategies.find(({ id }) => id === recommended);
  if (best === undefined) return line(["none can be written", "", "", lengths], place);
  const mean = disturbanceText(best.meanDisturbance, decimalsFor([best.meanDisturbance]));
  const cut = cutAgainstLinear(advice);
  const against = cut === null ? "" : `${percentText(Math.abs(cut))} ${cut >= 0 ? "below" : "above"} linear`;
  return line([best.title, mean, against, lengths], place);
}

function line([strategy, mean, cut, lengths]: readonly [string, string, string, string], name: string): string {
  const start = mean === "" ? strategy.padEnd(STRATEGY + MEAN) : strategy.padEnd(STRATEGY) + mean.padStart(MEAN);
  return `${start}  ${cut.padEnd(CUT)}  ${lengths.padEnd(LENGTHS)}  ${printable(name)}\n`;
}
