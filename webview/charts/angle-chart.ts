/** The histogram of one pair under one strategy: extended upwards, pretrained downwards; a mirror image is undisturbed. */
import { Chart, type ChartConfiguration, type ChartDataset, type Plugin } from "chart.js";
import type { AnglesModel, StrategyId } from "../../src/protocol/index.ts";
import { countText } from "../format.ts";
import type { Theme } from "../theme.ts";
import { paintRule, paintText } from "./paint.ts";
import { AXIS_WIDTH, axisLooks, tooltipLooks } from "./setup.ts";

/** A part of the circle, in degrees. */
export interface Arc {
  readonly from: number;
  readonly to: number;
}

/** What all rows of one pair share. */
export interface AngleScale {
  readonly arc: Arc;
  /** Largest share of positions in a bin, percent. */
  readonly max: number;
  /** The labelled share, percent. */
  readonly tick: number;
}

export interface AngleRow {
  readonly id: StrategyId;
  readonly counts: readonly number[];
  readonly angles: AnglesModel;
  readonly scale: AngleScale;
  readonly pretrainedLength: number;
  readonly targetLength: number;
  /** Whether the axis of angles stands below this row. */
  readonly last: boolean;
}

const NICE = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 4, 5, 10, 20, 50, 100];
/** The labelled share is at least this part of the largest. */
const LABELLED = 0.6;
/** A bin is a whole number of device pixels wide where the plot then fills this share of its place. */
const FILLS = 2 / 3;
const RIGHT = 4;

/** One scale of shares for all rows. */
export function angleScale(rows: readonly (readonly number[])[], totals: readonly number[], arc: Arc): AngleScale {
  const largest = Math.max(...rows.map((counts, k) => Math.max(...counts) / Math.max(1, totals[k] ?? 1))) * 100;
  const max = Math.max(largest, 1e-3) * 1.04;
  const tick = NICE.find((value) => value >= max * LABELLED) ?? max;
  return { arc, max: Math.max(max, tick), tick };
}

export class AngleChart {
  private chart: Chart<"bar", number[], number> | null = null;
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
      this.chart = new Chart(this.canvas, { type: "bar", data, options, plugins: [this.angles()] });
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
    const { angles, scale, counts, id } = row;
    const bins = angles.pretrained.length;
    const first = Math.round((scale.arc.from * bins) / 360);
    const end = Math.round((scale.arc.to * bins) / 360);
    const room = (this.canvas.parentElement?.clientWidth ?? 0) - AXIS_WIDTH - RIGHT;
    const own = theme.strategy(id);
    const extended = counts.map((count) => (count / row.targetLength) * 100);
    const pretrained = angles.pretrained.map((count) => (-count / row.pretrainedLength) * 100);
    const configuration: Pick<ChartConfiguration<"bar", number[], number>, "data" | "options"> = {
      data: {
        labels: Array.from({ length: bins }, (_, bin) => bin),
        datasets: [
          {
            ...barLooks(id, extended),
            backgroundColor: counts.map((_, bin) => (angles.pretrained[bin] ? own : theme.newAngles)),
          },
          { ...barLooks("pretrained", pretrained), backgroundColor: theme.pretrained },
        ],
      },
      options: {
        layout: { padding: { top: 8, right: RIGHT + room - plotWidth(room, end - first), bottom: row.last ? 46 : 16 } },
        interaction: { mode: "index", intersect: false },
        scales: {
          x: { display: false, min: first, max: end - 1 },
          y: {
            ...axisLooks(theme),
            min: -scale.max,
            max: scale.max,
            afterFit: (axis) => {
              axis.width = AXIS_WIDTH;
            },
            afterBuildTicks: (axis) => {
              axis.ticks = [-scale.tick, 0, scale.tick].map((value) => ({ value }));
            },
            ticks: { padding: 6, callback: (value) => (value === 0 ? "0" : `${Math.abs(Number(value))} %`) },
          },
        },
        plugins: {
          tooltip: {
            ...tooltipLooks(theme),
            callbacks: {
              title: ([item]) => degreesText(item?.dataIndex ?? 0, bins),
              label: (item) => {
                const positions = (item.datasetIndex === 0 ? counts : angles.pretrained)[item.dataIndex] ?? 0;
                const share = Math.abs(item.parsed.y ?? 0).toFixed(2);
                return ` ${item.dataset.label}  ${countText(positions)} positions, ${share} %`;
              },
            },
          },
        },
      },
    };
    return configuration;
  }

  /** The line at zero, and below the last row the axis of angles. */
  private angles(): Plugin<"bar"> {
    return {
      id: "angles",
      afterDraw: ({ ctx, chartArea, scales: { y } }) => {
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
        const { from, to } = row.scale.arc;
        const step = degreeStep(to - from, chartArea.width);
        for (let degrees = from; degrees <= to; degrees += step) {
          const x = chartArea.left + ((degrees - from) / (to - from)) * chartArea.width;
          paintRule(ctx, x, chartArea.bottom, chartArea.bottom + 4, theme.muted);
          paintText(ctx, `${degrees}°`, x, chartArea.bottom + 13, {
            ...style,
            align: degrees === to ? "right" : "center",
          });
        }
        paintText(ctx, "rotary angle", chartArea.left + chartArea.width / 2, chartArea.bottom + 30, style);
      },
    };
  }
}

function barLooks(label: string, data: number[]): ChartDataset<"bar", number[]> {
  return { label, data, grouped: false, barPercentage: 1, categoryPercentage: 1, borderWidth: 0, inflateAmount: 0 };
}

/** CSS px for so many bins in so much room. */
function plotWidth(room: number, bins: number): number {
  const ratio = devicePixelRatio || 1;
  const whole = (Math.floor((room * ratio) / bins) / ratio) * bins;
  return whole >= room * FILLS ? whole : room;
}

function degreeStep(span: number, width: number): number {
  if (span > 180) return width < 560 ? 90 : 45;
  return span > 90 ? 30 : 15;
}

function degreesText(bin: number, bins: number): string {
  const degrees = (k: number): string => String(Number(((k * 360) / bins).toFixed(2)));
  return `${degrees(bin)}° to ${degrees(bin + 1)}°`;
}
