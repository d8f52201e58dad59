/** Mean disturbance against the target length, both logarithmic. */
import * as l10n from "@vscode/l10n";
import { Chart, type ChartConfiguration, type ChartDataset, type Plugin } from "chart.js";
import type { LengthCurve, PreviewModel, StrategyId } from "../../src/protocol/index.ts";
import { decades, decadeText, disturbanceText, scaleText } from "../format.ts";
import { STRATEGY_LOOKS } from "../strategies.ts";
import type { Theme } from "../theme.ts";
import { strategyOf } from "../view.ts";
import { markerPicture, paintMarker, paintRule, paintText, withOpacity } from "./paint.ts";
import { AXIS_WIDTH, axisLooks, plainAxisLooks, tooltipLooks } from "./setup.ts";

/** Room for the strategies' names at the right end. */
const NAMES = 104;
/** Names stand at least so far apart, px. */
const NAME_STEP = 13;

type Point = { x: number; y: number };

export class LengthChart {
  private chart: Chart<"line", Point[]> | null = null;
  private readonly canvas: HTMLCanvasElement;
  private readonly setLength: (length: number) => void;
  private state: { readonly model: PreviewModel; readonly lengths: LengthCurve; readonly theme: Theme } | null = null;

  constructor(canvas: HTMLCanvasElement, setLength: (length: number) => void) {
    this.canvas = canvas;
    this.setLength = setLength;
  }

  update(model: PreviewModel, lengths: LengthCurve, theme: Theme): void {
    this.state = { model, lengths, theme };
    const { data, options } = this.configuration(model, lengths, theme);
    if (this.chart === null) {
      this.chart = new Chart(this.canvas, { type: "line", data, options, plugins: [this.marks()] });
      return;
    }
    this.chart.data = data;
    if (options !== undefined) this.chart.options = options;
    this.chart.update("none");
  }

  private configuration(model: PreviewModel, { lengths, curves }: LengthCurve, theme: Theme) {
    const { pretrainedLength, targetLength } = model.analysis;
    const first = Math.min(lengths[0] ?? targetLength, targetLength);
    const last = Math.max(lengths.at(-1) ?? targetLength, targetLength);
    const positive = curves.flatMap(({ means }) => means).filter((mean) => mean > 0);
    const ticks = positive.length === 0 ? [0.1, 1] : decades(Math.min(...positive), Math.max(...positive));
    const low = ticks[0] ?? 0.1;
    const drawnLast = [...curves].sort((a, b) => drawnOrder(model, a.id) - drawnOrder(model, b.id));
    const configuration: Pick<ChartConfiguration<"line", Point[]>, "data" | "options"> = {
      data: {
        datasets: drawnLast.map(({ id, means }) => lineOf(id, lengths, means, low, model.drawn.includes(id), theme)),
      },
      options: {
        layout: { padding: { top: 20, right: NAMES } },
        interaction: { mode: "index", axis: "x", intersect: false },
        onClick: (event, _elements, chart) => {
          const at = chart.scales.x?.getValueForPixel(event.x ?? 0);
          if (at !== undefined) this.setLength(nearest(lengths, at));
        },
        scales: {
          x: {
            ...plainAxisLooks(),
            type: "logarithmic",
            min: first,
            max: last,
            title: { display: true, text: l10n.t("target length, tokens"), padding: { top: 4 } },
            afterBuildTicks: (axis) => {
              const values = [2, 4, 8, 16, 32].map((scale) => scale * pretrainedLength);
              axis.ticks = values.filter((value) => value >= first && value <= last).map((value) => ({ value }));
            },
            ticks: {
              autoSkip: true,
              autoSkipPadding: 8,
              maxRotation: 0,
              padding: 6,
              callback: (value) => String(value),
            },
          },
          y: {
            ...axisLooks(theme),
            type: "logarithmic",
            min: low,
            max: ticks.at(-1) ?? 1,
            afterFit: (axis) => {
              axis.width = AXIS_WIDTH;
            },
            afterBuildTicks: (axis) => {
              axis.ticks = ticks.map((value) => ({ value }));
            },
            ticks: { padding: 6, callback: (value) => decadeText(Number(Number(value).toPrecision(1))) },
          },
        },
        plugins: {
          tooltip: {
            ...tooltipLooks(theme),
            itemSort: (a, b) => (a.parsed.y ?? 0) - (b.parsed.y ?? 0),
            callbacks: {
              title: ([item]) => {
                const length = item?.parsed.x ?? 0;
                return l10n.t("{0} tokens, {1}", length, scaleText(length / pretrainedLength));
              },
              label: (item) => ` ${item.dataset.label}  ${disturbanceText(item.parsed.y ?? 0)}`,
              labelPointStyle: (item) => ({
                pointStyle: markerPicture(curves.find(({ id }) => id === item.dataset.label)?.id ?? "none", theme),
                rotation: 0,
              }),
            },
          },
        },
      },
    };
    return configuration;
  }

  private marks(): Plugin<"line"> {
    return {
      id: "marks",
      beforeDatasetsDraw: ({ ctx, chartArea, scales: { x } }) => {
        if (this.state === null || x === undefined) return;
        const { model, theme } = this.state;
        const at = x.getPixelForValue(model.analysis.targetLength);
        const style = { color: theme.foreground, family: theme.fontFamily, bold: true, align: "center" } as const;
        paintRule(ctx, at, chartArea.top - 2, chartArea.bottom, theme.foreground);
        paintText(
          ctx,
          String(model.analysis.targetLength),
          Math.max(at, chartArea.left + 24),
          chartArea.top - 11,
          style,
        );
        if (at > chartArea.left + 24) {
          paintText(ctx, `↑ ${l10n.t("nats")}`, 0, chartArea.top - 11, {
            color: theme.muted,
            family: theme.fontFamily,
          });
        }
      },
      afterDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
        if (this.state === null || x === undefined || y === undefined) return;
        const { model, lengths, theme } = this.state;
        const at = x.getPixelForValue(model.analysis.targetLength);
        for (const id of [...model.drawn].reverse()) {
          const mean = strategyOf(model, id)?.meanDisturbance ?? 0;
          if (mean > 0) paintMarker(ctx, id, at, y.getPixelForValue(mean), 3.5, theme);
        }
        const ends = lengths.curves.map(({ id, means }) => ({
          id,
          end: Math.min(chartArea.bottom, y.getPixelForValue(Math.max(means.at(-1) ?? 0, y.min))),
        }));
        for (const { id, end, name } of spreadNames(ends, chartArea.bottom)) {
          ctx.save();
          ctx.strokeStyle = withOpacity(theme.strategy(id), 0.8);
          ctx.beginPath();
          ctx.moveTo(chartArea.right + 2, end);
          ctx.lineTo(chartArea.right + 12, name);
          ctx.stroke();
          ctx.restore();
          const drawn = model.drawn.includes(id);
          const style = { color: drawn ? theme.foreground : theme.muted, family: theme.fontFamily, bold: drawn };
          paintText(ctx, id, chartArea.right + 16, name, style);
        }
      },
    };
  }
}

function drawnOrder(model: PreviewModel, id: StrategyId): number {
  const at = model.drawn.indexOf(id);
  return at < 0 ? 0 : model.drawn.length - at;
}

function lineOf(
  id: StrategyId,
  lengths: readonly number[],
  means: readonly number[],
  low: number,
  drawn: boolean,
  theme: Theme,
): ChartDataset<"line", Point[]> {
  const color = theme.strategy(id);
  return {
    label: id,
    data: lengths.map((length, k) => ({ x: length, y: Math.max(means[k] ?? 0, low) })),
    borderColor: drawn ? color : withOpacity(color, 0.6),
    borderWidth: drawn ? 2 : 1,
    borderDash: [...STRATEGY_LOOKS[id].dash],
    pointRadius: 0,
  };
}

function nearest(lengths: readonly number[], value: number): number {
  const away = (length: number): number => Math.abs(Math.log(length / value));
  return lengths.reduce((best, length) => (away(length) < away(best) ? length : best), lengths[0] ?? Math.round(value));
}

/** Moves names apart that would overlap, each as little as its neighbours allow. */
function spreadNames<T extends { readonly end: number }>(ends: readonly T[], bottom: number): (T & { name: number })[] {
  const names = ends.map((entry) => ({ ...entry, name: entry.end })).sort((a, b) => a.end - b.end);
  for (let pass = 0; pass < 50; pass++) {
    for (const [k, below] of names.entries()) {
      const above = names[k - 1];
      const lack = above === undefined ? 0 : NAME_STEP - (below.name - above.name);
      if (above === undefined || lack <= 0) continue;
      above.name -= lack / 2;
      below.name += lack / 2;
    }
  }
  const over = Math.max(0, (names.at(-1)?.name ?? 0) - bottom);
  for (const entry of names) entry.name -= over;
  return names;
}
