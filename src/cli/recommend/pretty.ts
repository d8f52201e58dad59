import {
  caveatOf,
  chosenRuntimes,
  currentStrategy,
  cutAgainstLinear,
  decimalsFor,
  disturbanceText,
  factorsSentence,
  factorText,
  gridsWon,
  headlineOf,
  leftOutTag,
  leftOutText,
  percentText,
  planningSteps,
} from "../../advice/index.ts";
import { printable } from "../../advice/printable.ts";
import type { StrategyResult } from "../../rope/index.ts";
import { runAtOnce } from "../../rope/index.ts";
import { RUNTIMES, shellWord, supportOf, titleOf } from "../../runtimes/index.ts";
import type { Io } from "../io.ts";
import { pretrainedSource } from "../output/pretrained-source.ts";
import { noRopeSentence } from "../reading/no-rope.ts";
import type { ConfigFile } from "../reading/read-config-file.ts";
import { bar, decadeScale } from "../terminal/bar.ts";
import { type Styles, stylesFor } from "../terminal/styles.ts";
import { type Cell, type Column, table } from "../terminal/table.ts";
import { textWidth, wrap } from "../terminal/wrap.ts";
import type { Ranking, RankingOptions } from "./ranking.ts";

const WIDEST_BAR = 16;
const NARROWEST_BAR = 8;
/** Columns of the table beside the bars. */
const BESIDE_BARS = 71;

/** For people: the answer, the table, what to mind, and the command that inserts it. */
export function rankingsToText(
  file: ConfigFile,
  rankings: readonly Ranking[],
  options: RankingOptions,
  io: Io,
): string {
  const styles = stylesFor(io);
  const width = textWidth(io.stdout);
  const { model } = file.snapshot;
  const title = `${styles.bold(printable(model?.title ?? ""))}  ${styles.dim(printable(file.name))}`;
  if (rankings.length === 0) return `${title}\n\n${noRopeSentence(model)}\n`;
  const sections = rankings.map((ranking) => new Section(file, ranking, options, styles, width).text());
  return `${title}\n\n${sections.join("\n\n")}\n`;
}

class Section {
  private readonly file: ConfigFile;
  private readonly ranking: Ranking;
  private readonly options: RankingOptions;
  private readonly styles: Styles;
  private readonly width: number | null;

  constructor(file: ConfigFile, ranking: Ranking, options: RankingOptions, styles: Styles, width: number | null) {
    this.file = file;
    this.ranking = ranking;
    this.options = options;
    this.styles = styles;
    this.width = width;
  }

  text(): string {
    const { analysis } = this.ranking.advice;
    const blocks = [this.lengths(), this.answer()];
    if (analysis.reason === null) blocks.push(this.table(), this.notes());
    const next = this.nextStep();
    if (next !== null) blocks.push(next);
    return blocks.join("\n\n");
  }

  private lengths(): string {
    const { advice } = this.ranking;
    const { analysis, entry } = advice;
    const { layerType } = entry;
    const source = printable(pretrainedSource(entry.pretrainedLengthSource));
    const facts = [
      `pretrained length ${analysis.pretrainedLength} (${source})`,
      `target length ${analysis.targetLength}`,
      `scale ${factorText(analysis.scale)}`,
      `${analysis.bins} bins`,
      analysis.use === "as-is" ? "used as it is" : "to be fine-tuned",
    ];
    const layers = layerType === null ? "" : `${this.styles.bold(printable(layerType))}\n`;
    return layers + this.styles.dim(wrap(facts.join(" · "), this.width));
  }

  private answer(): string {
    const { advice } = this.ranking;
    const runtimes = chosenRuntimes(this.options.runtimes).map(titleOf);
    const { headline, evidence } = headlineOf(advice, runtimes.length === 0 ? null : runtimes.join(" and "));
    const cut = cutAgainstLinear(advice);
    const against = cut === null ? "" : ` ${percentText(Math.abs(cut))} ${cut >= 0 ? "below" : "above"} linear.`;
    return `${this.styles.bold(wrap(headline, this.width))}\n${wrap(printable(evidence) + against, this.width)}`;
  }

  private table(): string {
    const { analysis } = this.ranking.advice;
    const { strategies, bound } = analysis;
    const means = strategies.map(({ meanDisturbance }) => meanDisturbance);
    const all = bound === null ? means : [...means, bound.meanDisturbance];
    const decimals = decimalsFor(means);
    const scale = decadeScale(all);
    const room = (this.width ?? WIDEST_BAR + BESIDE_BARS) - BESIDE_BARS;
    const barWidth = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, room));
    const columns: Column[] = [
      { title: "strategy", align: "left" },
      { title: "mean, nats", align: "right" },
      { title: "log scale", align: "left" },
      { title: "local shift", align: "right" },
      { title: "grids won", align: "right" },
      { title: "", align: "left" },
    ];
    const longest = this.ranking.longestWindows;
    if (longest !== null) columns.splice(5, 0, { title: "longest window", align: "right" });
    const row = (strategy: StrategyResult): Cell[] => {
      const chosen = strategy.id === analysis.recommended;
      const style = chosen ? this.styles.bold : strategy.inRunning ? undefined : this.styles.dim;
      const cells: Cell[] = [
        { text: strategy.id, style },
        { text: disturbanceText(strategy.meanDisturbance, decimals), style },
        { text: bar(scale(strategy.meanDisturbance), barWidth), style: this.barStyle(strategy) },
        { text: strategy.localShift < 0.0001 ? "< 0.0001" : strategy.localShift.toFixed(4), style },
        { text: strategy.inRunning ? `${gridsWon(strategy)} of 16` : "–", style },
        { text: this.tag(strategy), style: this.styles.dim },
      ];
      if (longest !== null) cells.splice(5, 0, { text: String(longest.of.get(strategy.id) ?? ""), style });
      return cells;
    };
    const rows = strategies.map(row);
    if (bound !== null) {
      rows.push([
        { text: "bound", style: this.styles.dim },
        { text: disturbanceText(bound.meanDisturbance, decimals), style: this.styles.dim },
        { text: bar(scale(bound.meanDisturbance), barWidth), style: this.styles.dim },
      ]);
    }
    return table(columns, rows, this.styles.dim).join("\n");
  }

  private barStyle({ id, inRunning }: StrategyResult): (text: string) => string {
    if (id === this.ranking.advice.analysis.recommended) return this.styles.green;
    return inRunning ? this.styles.blue : this.styles.dim;
  }

  private tag(strategy: StrategyResult): string {
    const { analysis } = this.ranking.advice;
    if (strategy.leftOut !== null) return leftOutTag(strategy.leftOut);
    if (strategy.id === currentStrategy(this.ranking.advice)) return "as in the file";
    if (strategy.needsFineTuning) return "needs fine-tuning";
    return strategy.id === analysis.recommended ? "disturbs least" : "";
  }

  private notes(): string {
    const { advice, longestWindows } = this.ranking;
    const { analysis } = advice;
    const first = analysis.strategies.find(({ id }) => id === analysis.recommended);
    const notes: string[] = [];
    if (first !== undefined) {
      notes.push(factorsSentence(first, analysis.scale), this.runsIn(first), caveatOf(first, analysis.use).text);
    }
    const reasons = analysis.strategies.flatMap(({ title, leftOut, localShift }) =>
      leftOut === null ? [] : [`${title} ${leftOutText(leftOut, localShift)}`],
    );
    if (reasons.length > 0) notes.push(`Not in the running: ${reasons.join("; ")}.`);
    if (analysis.bound !== null) notes.push("bound: the least disturbance possible with these candidates.");
    const planning = runAtOnce(planningSteps(advice));
    if (planning !== "") notes.push(planning);
    if (longestWindows !== null) {
      notes.push(
        `Longest window: the longest target length whose mean disturbance stays at or below ${longestWindows.threshold}.`,
      );
    }
    return notes.map((note) => wrap(printable(note), this.width)).join("\n");
  }

  private runsIn({ id, title }: StrategyResult): string {
    const { model } = this.file.snapshot;
    if (model === null) return "";
    const chosen = chosenRuntimes(this.options.runtimes);
    const by = { runs: [] as string[], care: [] as string[], no: [] as string[], unknown: [] as string[] };
    for (const runtime of RUNTIMES) {
      const choice = chosen.find(({ name }) => name === runtime.name) ?? runtime.name;
      by[supportOf(id, model, choice).state].push(runtime.title);
    }
    const parts = [
      by.runs.length > 0 ? `runs in ${by.runs.join(", ")}` : "",
      by.care.length > 0 ? `with care in ${by.care.join(", ")}` : "",
      by.no.length > 0 ? `not in ${by.no.join(", ")}` : "",
      by.unknown.length > 0 ? `unknown for ${by.unknown.join(", ")}` : "",
    ];
    return `${title}: ${parts.filter((part) => part !== "").join("; ")}.`;
  }

  private nextStep(): string | null {
    const {
      analysis,
      entry: { layerType },
    } = this.ranking.advice;
    if (analysis.recommended === null || this.file.path === null) return null;
    const parts = [
      "rope-lens extend",
      shellWord(this.file.name),
      `--target-length ${analysis.targetLength}`,
      `--strategy ${analysis.recommended}`,
      layerType === null ? "" : `--layer-type ${shellWord(layerType)}`,
      ...this.options.runtimes.map((name) => `--runtime ${shellWord(name)}`),
      "--write",
    ];
    return `${this.styles.dim("Put it into the file:")}\n  ${parts.filter((part) => part !== "").join(" ")}`;
  }
}
