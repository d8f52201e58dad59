/** The histogram of one pair as a circle: pretrained inwards, extended outwards; the comb of a resonant pair is seen at once. */
import type { Theme } from "../theme.ts";
import type { AngleRow } from "./angle-chart.ts";
import { angleLabel } from "./angle-scale.ts";
import { paintOn, paintText } from "./paint.ts";

/** Smallest and largest side of the picture, px. */
const SMALLEST = 220;
const LARGEST = 360;
/** Parts of the side: the circle between the two histograms, how far each reaches from it, and the room for labels. */
const RADIUS = 0.25;
const REACH = 0.17;
const LABELS = 0.46;

export function drawAngleCircle(canvas: HTMLCanvasElement, row: AngleRow, theme: Theme): void {
  const size = Math.min(LARGEST, Math.max(SMALLEST, canvas.parentElement?.clientWidth ?? 0));
  paintOn(canvas, size, size, (context) => paintCircle(context, size, row, theme));
}

function paintCircle(context: CanvasRenderingContext2D, size: number, row: AngleRow, theme: Theme): void {
  const { angles, counts, scale, pretrainedLength, targetLength, unit } = row;
  const bins = angles.pretrained.length;
  const reach = (share: number): number => (size * REACH * scale.height(share)) / scale.max;
  const radius = size * RADIUS;
  context.translate(size / 2, size / 2);
  for (let bin = 0; bin < bins; bin++) {
    const before = angles.pretrained[bin] ?? 0;
    const after = counts[bin] ?? 0;
    const outer = radius + reach(after / targetLength);
    wedge(context, bin, bins, radius, outer, before > 0 ? theme.strategy(row.id) : theme.newAngles);
    wedge(context, bin, bins, radius - reach(before / pretrainedLength), radius, theme.pretrained);
  }
  context.strokeStyle = theme.muted;
  context.globalAlpha = 0.6;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.stroke();
  context.globalAlpha = 1;
  const style = { align: "center", color: theme.muted, family: theme.fontFamily } as const;
  const away = size * LABELS;
  for (const degrees of [0, 90, 180, 270]) {
    const angle = (degrees * Math.PI) / 180;
    paintText(context, angleLabel(degrees, unit), away * Math.cos(angle), -away * Math.sin(angle), style);
  }
}

/** Angles run counterclockwise from the right, as in mathematics; a canvas runs them clockwise. */
function wedge(
  context: CanvasRenderingContext2D,
  bin: number,
  bins: number,
  inner: number,
  outer: number,
  color: string,
): void {
  if (outer - inner < 0.01) return;
  const start = (-2 * Math.PI * bin) / bins;
  const end = (-2 * Math.PI * (bin + 1)) / bins;
  context.fillStyle = color;
  context.beginPath();
  context.arc(0, 0, outer, start, end, true);
  context.arc(0, 0, inner, end, start, false);
  context.closePath();
  context.fill();
}
