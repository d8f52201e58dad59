/** Chart.js with only the parts that the page draws with, and the looks that all its charts share. */
import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from "chart.js";
import type { Theme } from "../theme.ts";
import { HistogramController } from "./histogram.ts";

Chart.register(HistogramController, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;

/** Width of every vertical axis, so that plots stand below each other. */
export const AXIS_WIDTH = 44;
export const LABEL_SIZE = 11;

/** Takes the theme over; charts made or updated from then on have it. */
export function applyTheme(theme: Theme): void {
  Chart.defaults.font.family = theme.fontFamily;
  Chart.defaults.font.size = LABEL_SIZE;
  Chart.defaults.color = theme.muted;
}

/** Options of a tooltip in the looks of the editor's hover. */
export function tooltipLooks(theme: Theme) {
  return {
    backgroundColor: theme.hoverBackground,
    borderColor: theme.hoverBorder,
    borderWidth: 1,
    titleColor: theme.hoverForeground,
    bodyColor: theme.hoverForeground,
    footerColor: theme.muted,
    titleFont: { weight: 600, size: 12 },
    bodyFont: { size: 12 },
    footerFont: { weight: "normal", size: LABEL_SIZE },
    titleMarginBottom: 4,
    footerMarginTop: 4,
    bodySpacing: 4,
    padding: 8,
    cornerRadius: 4,
    caretSize: 0,
    caretPadding: 8,
    boxPadding: 4,
    boxWidth: 8,
    boxHeight: 8,
    usePointStyle: true,
  } as const;
}

/** Options of an axis: a hairline grid, no border, no tick marks. */
export function axisLooks(theme: Theme) {
  return { border: { display: false }, grid: { color: theme.grid, drawTicks: false, tickLength: 0 } } as const;
}

/** Options of a horizontal axis, which has no grid. */
export function plainAxisLooks() {
  return { border: { display: false }, grid: { display: false, drawTicks: false, tickLength: 0 } } as const;
}
