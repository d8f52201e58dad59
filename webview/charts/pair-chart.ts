/** Disturbance and factor of every frequency pair: two panels over one axis, with the cursor of the selected pair. */
import * as l10n from "@vscode/l10n";
import { Chart, type ChartConfiguration, type ChartDataset, type Plugin, type TooltipItem } from "chart.js";
import type { PreviewModel, StrategyId, StrategyResult } from "../../src/protocol/index.ts";
import { decadeText, disturbanceText, wavelengthText } from "../format.ts";
import { STRATEGY_LOOKS } from "../strategies.ts";
import type { Theme } from "../theme.ts";
import { drawnStrategies, type ModelView, pairCount, wavelengthOf } from "../view.ts";
import { markerPicture, paintMarker, paintRule, paintText, textWidth, withOpacity } from "./paint.ts";
import { factorTicks, pairTicks, rangeOf, turnPair } from "./pair-scales.ts";
import { AXIS_WIDTH, axisLooks, plainAxisLooks, tooltipLooks } from "./setup.ts";

/** Height of the upper panel over that of the lower. */
const UPPER = 2.4;
/** Below this width, px, there are half as many ticks, and smaller markers. */
const NARROW = 560;

type Set = ChartDataset<"line", { x: number; y: number }[]> & { readonly strategy: StrategyId };

export class PairChart {
  private chart: Chart<"line", { x: number; y: number }[]> | null = null;
  private readonly canvas: HTMLCanvasElement;
  private readonly select: (pair: number) => void;
  private strategies: readonly StrategyResult[] = [];
  private view: ModelView | null = null;
  private theme: Theme | null = null;

  constructor(canvas: HTMLCanvasElement, select: (pair: number) => void) {
    this.canvas = canvas;
    this.select = select;
  }

  update(view: ModelView, theme: Theme): void {
    const old = this.view?.model;
    const { analysis, drawn, chosen } = view.model;
    const cursorOnly =
      theme === this.theme && analysis === old?.analysis && drawn === old.drawn && chosen === old.chosen;
    this.view = view;
    if (cursorOnly) {
      this.chart?.draw();
      return;
    }
    this.theme = theme;
    this.strategies = drawnStrategies(view.model);
    const { data, options } = this.configuration(view.model, theme);
    if (this.chart === null) {
      this.chart = new Chart(this.canvas, { type: "line", data, options, plugins: [this.marks(), this.points()] });
      return;
    }
    this.chart.data = data;
    if (options !== undefined) this.chart.options = options;
    this.chart.update("none");
  }

  private configuration(model: PreviewModel, theme: Theme) {
    const count = pairCount(model);
    // The canvas has its width only from Chart.js.
    const narrow = (this.canvas.parentElement?.clientWidth ?? 0) < NARROW;
    const { low, high } = rangeOf(this.strategies);
    // Factors set by hand, and those of a file, can exceed the scale.
    const scale = Math.max(model.analysis.scale, ...this.strategies.flatMap(({ factors }) => factors));
    const configuration: Pick<ChartConfiguration<"line", { x: number; y: number }[]>, "data" | "options"> = {
      data: { datasets: [...this.strategies].reverse().flatMap((strategy) => setsOf(strategy, low, theme)) },
      options: {
        layout: { padding: { top: 20, right: 8 } },
        interaction: { mode: "index", axis: "x", intersect: false },
        onClick: (event, _elements, chart) => {
          const pair = Math.round(chart.scales.x?.getValueForPixel(event.x ?? 0) ?? 0);
          this.select(Math.min(count - 1, Math.max(0, pair)));
        },
        scales: {
          x: {
            ...plainAxisLooks(),
            type: "linear",
            min: -0.5,
            max: count - 0.5,
            title: { display: true, text: l10n.t("frequency pair, and its wavelength in tokens"), padding: { top: 4 } },
            afterBuildTicks: (axis) => {
              axis.ticks = pairTicks(count, narrow ? 4 : 8).map((value) => ({ value }));
            },
            ticks: {
              autoSkip: false,
              maxRotation: 0,
              padding: 6,
              callback: (value) => [String(value), wavelengthText(wavelengthOf(model, Number(value)))],
            },
          },
          factor: {
            ...axisLooks(theme),
            type: "logarithmic",
            min: scale ** -0.08,
            max: scale ** 1.6,
            position: "left",
            stack: "panels",
            stackWeight: 1,
            afterFit: fixWidth,
            afterBuildTicks: (axis) => {
              axis.ticks = factorTicks(scale).map((value) => ({ value }));
            },
            ticks: { padding: 6, autoSkip: false, callback: (value) => String(Number(Number(value).toPrecision(3))) },
          },
          y: {
            ...axisLooks(theme),
            type: "logarithmic",
            min: low,
            max: high,
            position: "left",
            stack: "panels",
            stackWeight: UPPER,
            afterFit: fixWidth,
            afterBuildTicks: (axis) => {
              const steps = Math.round(Math.log10(high / low) - 0.25);
              axis.ticks = Array.from({ length: steps + 1 }, (_, k) => ({ value: low * 10 ** k }));
            },
            ticks: { padding: 6, callback: (value) => decadeText(Number(Number(value).toPrecision(1))) },
          },
        },
        plugins: {
          tooltip: {
            ...tooltipLooks(theme),
            filter: (item) => item.dataset.yAxisID === "y",
            itemSort: (a, b) => this.order(a) - this.order(b),
            callbacks: {
              title: ([item]) => l10n.t("Pair {0}", item?.parsed.x ?? ""),
              label: (item) => this.label(item),
              labelPointStyle: (item) => ({
                pointStyle: markerPicture(this.strategyOf(item)?.id ?? "none", theme),
                rotation: 0,
              }),
              footer: ([item]) =>
                l10n.t("wavelength {0} tokens", wavelengthText(wavelengthOf(model, item?.parsed.x ?? 0))),
            },
          },
        },
      },
    };
    return configuration;
  }

  private strategyOf(item: TooltipItem<"line">): StrategyResult | undefined {
    return this.strategies.find(({ id }) => id === item.dataset.label);
  }

  private order(item: TooltipItem<"line">): number {
    return this.strategies.findIndex(({ id }) => id === item.dataset.label);
  }

  private label(item: TooltipItem<"line">): string {
    const strategy = this.strategyOf(item);
    const pair = item.parsed.x ?? 0;
    if (strategy === undefined) return "";
    const factor = strategy.factors[pair] ?? 1;
    return ` ${strategy.id}  ${disturbanceText(strategy.perDimension[pair] ?? 0)}   λ ${factor.toFixed(7)}`;
  }

  /** What lies behind the data: where a turn exceeds the two windows, the cursor, the names of the axes. */
  private marks(): Plugin<"line"> {
    return {
      id: "marks",
      beforeDatasetsDraw: ({ ctx, chartArea, scales: { x, factor } }) => {
        const { view, theme } = this;
        if (view === null || theme === null || x === undefined || factor === undefined) return;
        const muted = { color: theme.muted, family: theme.fontFamily };
        const { pretrainedLength, targetLength } = view.model.analysis;
        const turns = [pretrainedLength, targetLength]
          .map((length) => ({ length, pair: turnPair(view.model, length) }))
          .filter(({ pair }) => pair < pairCount(view.model) - 1);
        for (const { pair } of turns) {
          paintRule(ctx, x.getPixelForValue(pair), chartArea.top, chartArea.bottom, theme.muted, [2, 3]);
        }
        const cursor = x.getPixelForValue(view.pair);
        paintRule(ctx, cursor, chartArea.top - 2, chartArea.bottom, theme.foreground);
        const nats = `↑ ${l10n.t("nats")}`;
        const name = l10n.t("pair {0}", view.pair);
        const half = textWidth(ctx, name, theme.fontFamily, true) / 2;
        const nameX = Math.min(Math.max(cursor, chartArea.left + half), chartArea.right - half);
        const bold = { color: theme.foreground, family: theme.fontFamily, bold: true, align: "center" } as const;
        if (nameX - half > textWidth(ctx, nats, theme.fontFamily) + 4) {
          paintText(ctx, nats, 0, chartArea.top - 11, muted);
        }
        paintText(ctx, name, nameX, chartArea.top - 11, bold);
        paintText(ctx, `↑ ${l10n.t("factor λ")}`, 0, factor.top + 14, muted);
        this.paintTurnLabels(
          ctx,
          chartArea.top,
          chartArea.right,
          theme,
          turns.map(({ length, pair }) => ({ length, x: x.getPixelForValue(pair) })),
        );
      },
    };
  }

  /** Both labels stand in one line; where there is no room for two, only the first rule has one. */
  private paintTurnLabels(
    ctx: CanvasRenderingContext2D,
    top: number,
    right: number,
    theme: Theme,
    turns: readonly { readonly length: number; readonly x: number }[],
  ): void {
    const widthOf = (text: string): number => textWidth(ctx, text, theme.fontFamily);
    const fitting = (length: number, room: number): string | undefined =>
      [l10n.t("less than one turn in {0} tokens", length), l10n.t("< 1 turn in {0}", length), l10n.t("< 1 turn")].find(
        (text) => widthOf(text) <= room - 12,
      );
    const [first, second] = turns;
    if (first === undefined) return;
    const beside = second === undefined ? undefined : fitting(first.length, second.x - first.x);
    const labels = [{ x: first.x, text: beside ?? fitting(first.length, right - first.x) ?? l10n.t("< 1 turn") }];
    const text = second === undefined ? undefined : fitting(second.length, right - second.x);
    if (second !== undefined && beside !== undefined && text !== undefined) labels.push({ x: second.x, text });
    for (const label of labels) {
      const width = widthOf(label.text);
      const left = Math.min(label.x + 6, right - width);
      ctx.save();
      ctx.fillStyle = theme.background;
      ctx.fillRect(left - 2, top + 1, width + 4, 14);
      ctx.restore();
      paintText(ctx, label.text, left, top + 8, { color: theme.muted, family: theme.fontFamily });
    }
  }

  /** Markers over the lines: the chosen strategy's are smaller and on top, so that equal values show as one in another. */
  private points(): Plugin<"line"> {
    return {
      id: "points",
      afterDatasetsDraw: (chart) => {
        const { theme, view } = this;
        if (theme === null || view === null) return;
        const shrink = chart.width < NARROW ? 0.7 : 1;
        for (const [index, set] of chart.data.datasets.entries()) {
          if (set.yAxisID !== "y") continue;
          const strategy = this.strategies.find(({ id }) => id === set.label);
          if (strategy === undefined) continue;
          const radius = (strategy.id === view.model.chosen ? 3 : 4.5) * shrink;
          for (const { x, y } of chart.getDatasetMeta(index).data)
            paintMarker(chart.ctx, strategy.id, x, y, radius, theme);
        }
      },
    };
  }
}

function fixWidth(axis: { width: number }): void {
  axis.width = AXIS_WIDTH;
}

function setsOf(strategy: StrategyResult, low: number, theme: Theme): Set[] {
  const { id } = strategy;
  const color = theme.strategy(id);
  const line = { label: id, strategy: id, borderDash: [...STRATEGY_LOOKS[id].dash], pointStyle: false as const };
  return [
    {
      ...line,
      yAxisID: "y",
      data: strategy.perDimension.map((value, pair) => ({ x: pair, y: Math.max(value, low) })),
      borderColor: withOpacity(color, 0.5),
      borderWidth: 1,
    },
    {
      ...line,
      yAxisID: "factor",
      data: strategy.factors.map((value, pair) => ({ x: pair, y: value })),
      borderColor: color,
      borderWidth: 2,
    },
  ];
}
