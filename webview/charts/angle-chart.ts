/** The histogram of one pair under one strategy: extended upwards, pretrained downwards; a mirror image is undisturbed. */
import * as l10n from "@vscode/l10n";
import { Chart, type ChartConfiguration, type Plugin } from "chart.js";
import type { AnglesModel, StrategyId } from "../../src/protocol/index.ts";
import { countText } from "../format.ts";
import type { Theme } from "../theme.ts";
import { type AngleUnit, type Arc, angleLabel, binText, degreeStep, type ShareScale } from "./angle-scale.ts";
import { barColor, type HistogramSet } from "./histogram.ts";
import { paintRule, paintText } from "./paint.ts";
import { AXIS_WIDTH, axisLooks, tooltipLooks } from "./setup.ts";

export interface AngleRow {
  readonly id: StrategyId;
  readonly counts: readonly number[];
  readonly angles: AnglesModel;
  readonly scale: ShareScale;
  readonly arc: Arc;
  readonly unit: AngleUnit;
  readonly pretrainedLength: number;
  readonly targetLength: number;
  /** Whether the axis of angles stands below this row. */
  readonly last: boolean;
}

/** A bin is a whole number of device pixels wide where the plot then fills this share of its place. */
const FILLS = 2 / 3;
const RIGHT = 4;

export class AngleChart {
  private chart: Chart<"histogram", number[]> | null = null;
  private readonly canvas: HTMLCanvasElement;
  private row: AngleRow | null = null;
  private theme: Theme | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  update(row: AngleRow, theme: Theme): void {
    this.row = row;
    this.theme = theme;
    const { data, options } = this.configuration(row, theme);
    if (this.chart === null) {
      this.chart = new Chart(this.canvas, { type: "histogram", data, options, plugins: [this.angles()] });
      return;
    }
    this.chart.data = data;
    if (options !== undefined) this.chart.options = options;
    this.chart.update("none");
  }

  destroy(): void {
    this.chart?.destroy();
    this.chart = null;
  }

  private configuration(row: AngleRow, theme: Theme) {
    const { angles, scale, arc, counts } = row;
    const bins = angles.pretrained.length;
    const first = Math.round((arc.from * bins) / 360);
    const end = Math.round((arc.to * bins) / 360);
    const room = (this.canvas.parentElement?.clientWidth ?? 0) - AXIS_WIDTH - RIGHT;
    const sets = setsOf(row, theme);
    const configuration: Pick<ChartConfiguration<"histogram", number[]>, "data" | "options"> = {
      data: { datasets: sets },
      options: {
        layout: { padding: { top: 8, right: RIGHT + room - plotWidth(room, end - first), bottom: row.last ? 46 : 16 } },
        interaction: { mode: "bin" },
        scales: {
          x: { type: "linear", display: false, min: first, max: end },
          y: {
            ...axisLooks(theme),
            min: -scale.max,
            max: scale.max,
            afterFit: (axis) => {
              axis.width = AXIS_WIDTH;
            },
            afterBuildTicks: (axis) => {
              const mirrored = scale.ticks.filter(({ at }) => at > 0).map(({ at }) => -at);
              axis.ticks = [...mirrored, ...scale.ticks.map(({ at }) => at)].map((value) => ({ value }));
            },
            ticks: {
              padding: 6,
              callback: (value) => scale.ticks.find(({ at }) => at === Math.abs(Number(value)))?.text ?? "",
            },
          },
        },
        plugins: {
          tooltip: {
            ...tooltipLooks(theme),
            callbacks: {
              labelColor: ({ datasetIndex, dataIndex }) => {
                const set = sets[datasetIndex];
                const color = set === undefined ? "" : barColor(set.looks, dataIndex);
                return { borderColor: color, backgroundColor: color };
              },
              labelPointStyle: () => ({ pointStyle: "circle", rotation: 0 }),
              title: ([item]) => binText(item?.dataIndex ?? 0, bins, row.unit),
              label: (item) => {
                const ofTarget = item.datasetIndex === 0;
                const positions = (ofTarget ? counts : angles.pretrained)[item.dataIndex] ?? 0;
                const share = (positions / (ofTarget ? row.targetLength : row.pretrainedLength)) * 100;
                return ` ${item.dataset.label}  ${l10n.t("{0} positions, {1} %", countText(positions), share.toFixed(2))}`;
              },
            },
          },
        },
      },
    };
    return configuration;
  }

  /** The line at zero, and below the last row the axis of angles. */
  private angles(): Plugin<"histogram"> {
    return {
      id: "angles",
      afterDatasetsDraw: ({ ctx, chartArea, scales: { y } }) => {
        const { row, theme } = this;
        if (row === null || theme === null || y === undefined) return;
        ctx.save();
        ctx.strokeStyle = theme.muted;
        ctx.globalAlpha = 0.6;
        ctx.beginPath();
        const zero = Math.round(y.getPixelForValue(0)) + 0.5;
        ctx.moveTo(chartArea.left, zero);
        ctx.lineTo(chartArea.right, zero);
        ctx.stroke();
        ctx.restore();
        if (!row.last) return;
        const style = { color: theme.muted, family: theme.fontFamily, align: "center" } as const;
        const { from, to } = row.arc;
        const step = degreeStep(to - from, chartArea.width);
        for (let degrees = Math.ceil(from / step) * step; degrees <= to; degrees += step) {
          const x = chartArea.left + ((degrees - from) / (to - from)) * chartArea.width;
          paintRule(ctx, x, chartArea.bottom, chartArea.bottom + 4, theme.muted);
          paintText(ctx, angleLabel(degrees, row.unit), x, chartArea.bottom + 13, {
            ...style,
            align: degrees === to ? "right" : "center",
          });
        }
        paintText(ctx, l10n.t("rotary angle"), chartArea.left + chartArea.width / 2, chartArea.bottom + 30, style);
      },
    };
  }
}

/** Where in the plot a place of the screen is, from 0 (left) to 1, beyond it too; null: the element is no histogram. */
export function plotShareAt(element: EventTarget | null, clientX: number): number | null {
  const chart = element instanceof HTMLCanvasElement ? Chart.getChart(element) : undefined;
  if (chart === undefined) return null;
  const { left, width } = chart.chartArea;
  return (clientX - chart.canvas.getBoundingClientRect().left - left) / width;
}

function setsOf({ id, counts, angles, scale, targetLength, pretrainedLength }: AngleRow, theme: Theme): HistogramSet[] {
  const { pretrained } = angles;
  const marked = { color: theme.newAngles, bins: pretrained.map((count) => count === 0) };
  return [
    {
      label: id,
      looks: { color: theme.strategy(id), hoverColor: theme.foreground, marked },
      data: counts.map((count) => scale.height(count / targetLength)),
    },
    {
      label: l10n.t("pretrained"),
      looks: { color: theme.pretrained, hoverColor: theme.foreground },
      data: pretrained.map((count) => -scale.height(count / pretrainedLength)),
    },
  ];
}

/** CSS px for so many bins in so much room. */
function plotWidth(room: number, bins: number): number {
  const ratio = devicePixelRatio || 1;
  const whole = (Math.floor((room * ratio) / bins) / ratio) * bins;
  return whole >= room * FILLS ? whole : room;
}
