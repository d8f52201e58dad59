/** Drawing on a canvas by hand, for what belongs to the data and to no axis. */
import type { StrategyId } from "../../src/protocol/index.ts";
import { isOpenMarker, markerPath, STRATEGY_LOOKS } from "../strategies.ts";
import type { Theme } from "../theme.ts";
import { LABEL_SIZE } from "./setup.ts";

export interface TextStyle {
  readonly align?: CanvasTextAlign;
  readonly color: string;
  readonly bold?: boolean;
  readonly family: string;
}

export function paintText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  context.save();
  context.font = `${style.bold ? 600 : 400} ${LABEL_SIZE}px ${style.family}`;
  context.fillStyle = style.color;
  context.textAlign = style.align ?? "left";
  context.textBaseline = "middle";
  context.fillText(text, x, y);
  context.restore();
}

export function textWidth(context: CanvasRenderingContext2D, text: string, family: string, bold = false): number {
  context.save();
  context.font = `${bold ? 600 : 400} ${LABEL_SIZE}px ${family}`;
  const { width } = context.measureText(text);
  context.restore();
  return width;
}

/** A vertical line on whole pixels. */
export function paintRule(
  context: CanvasRenderingContext2D,
  x: number,
  top: number,
  bottom: number,
  color: string,
  dash: readonly number[] = [],
): void {
  context.save();
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, top);
  context.lineTo(Math.round(x) + 0.5, bottom);
  context.stroke();
  context.restore();
}

/** A strategy's marker; solid ones have a rim in the background's colour, so that they stand apart where they meet. */
export function paintMarker(
  context: CanvasRenderingContext2D,
  id: StrategyId,
  x: number,
  y: number,
  radius: number,
  theme: Theme,
): void {
  const { marker } = STRATEGY_LOOKS[id];
  const color = theme.strategy(id);
  const path = new Path2D(markerPath(marker, x, y, radius));
  context.save();
  if (isOpenMarker(marker)) {
    context.lineWidth = 1.75;
    context.strokeStyle = color;
  } else {
    context.lineWidth = 1;
    context.fillStyle = marker === "ring" ? theme.background : color;
    context.fill(path);
    context.strokeStyle = marker === "ring" ? color : theme.background;
  }
  context.stroke(path);
  context.restore();
}

/** A strategy's marker as a picture of 13 by 13 px, for a tooltip. */
export function markerPicture(id: StrategyId, theme: Theme): HTMLCanvasElement {
  const size = 13;
  const { canvas, context } = sizedCanvas(document.createElement("canvas"), size, size);
  if (context !== null) paintMarker(context, id, size / 2, size / 2, 4, theme);
  return canvas;
}

/** Gives a canvas a size in CSS px at the screen's pixel ratio; the context draws in CSS px. */
function sizedCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): { readonly canvas: HTMLCanvasElement; readonly context: CanvasRenderingContext2D | null } {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context?.scale(ratio, ratio);
  return { canvas, context };
}

/** A colour of the form #RRGGBB with an opacity from 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return color;
  return `${color}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}

type Painter = (context: CanvasRenderingContext2D) => void;
const painters = new WeakMap<HTMLCanvasElement, Painter>();

/** Gives a canvas a size and paints it; the same can be painted again, elsewhere. */
export function paintOn(canvas: HTMLCanvasElement, width: number, height: number, paint: Painter): void {
  painters.set(canvas, paint);
  const { context } = sizedCanvas(canvas, width, height);
  if (context !== null) paint(context);
}

/** What painted the canvas last; undefined where nothing did. */
export function painterOf(canvas: HTMLCanvasElement): Painter | undefined {
  return painters.get(canvas);
}
