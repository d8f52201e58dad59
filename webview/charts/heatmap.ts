/** All pairs and bins of one strategy as a picture: how often the extended window visits an angle, against pretraining. */
import type { HeatmapModel } from "../../src/protocol/index.ts";
import type { Theme } from "../theme.ts";
import { paintOn, paintRule, paintText } from "./paint.ts";

/** Shares four times as large or as small have the full colour. */
const CLIP = Math.log(4);
/** The marks of HeatmapModel.values. */
const NEW_ANGLES = 1e9;
const NEVER = -1e9;
/** Room for the labels of pairs on the left, of angles below. */
const LABELS_LEFT = 28;
const LABELS_BELOW = 22;
/** Columns are a whole number of device pixels a bin where they then fill this share of the width. */
const FILLS = 0.85;

export interface HeatmapOptions {
  readonly heatmap: HeatmapModel;
  readonly strategy: number;
  readonly selected: number;
  /** CSS px that the picture may take. */
  readonly width: number;
  /** Whether pairs are labelled on the left. */
  readonly labelled: boolean;
}

export function rowHeight(pairs: number): number {
  return pairs > 64 ? 2 : 4;
}

export function drawHeatmap(canvas: HTMLCanvasElement, options: HeatmapOptions, theme: Theme): void {
  const { heatmap, selected, labelled } = options;
  const left = labelled ? LABELS_LEFT : 0;
  const ratio = devicePixelRatio || 1;
  const room = options.width - left;
  if (room <= 0) return;
  const whole = Math.floor((room * ratio) / heatmap.bins) * heatmap.bins;
  const columns = whole > room * ratio * FILLS ? whole : Math.floor(room * ratio);
  const width = columns / ratio;
  const row = rowHeight(heatmap.pairs);
  const height = heatmap.pairs * row;
  const picture = pictureOf(options, columns, theme);
  if (picture === null) return;
  paintOn(canvas, left + width, height + LABELS_BELOW, (context) => {
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, left, 0, width, height);
    context.strokeStyle = theme.foreground;
    context.strokeRect(left + 0.5, selected * row - 0.5, width - 1, row + 1);
    if (labelled) paintPairs(context, heatmap.pairs, selected, row, theme);
    paintDegrees(context, left, width, height, theme);
  });
}

/** Pictures painted before, by the values that they show: moving the selected row paints nothing anew. */
const painted = new WeakMap<
  object,
  { readonly columns: number; readonly theme: Theme; readonly picture: HTMLCanvasElement }
>();

function pictureOf(options: HeatmapOptions, columns: number, theme: Theme): HTMLCanvasElement | null {
  const key = options.heatmap.strategies[options.strategy];
  if (key === undefined) return null;
  const known = painted.get(key);
  if (known?.columns === columns && known.theme === theme) return known.picture;
  const picture = paintCells(options, columns, theme);
  if (picture !== null) painted.set(key, { columns, theme, picture });
  return picture;
}

/** A device pixel a column, a pixel a row: a column shows the strongest bin that it covers, so nothing is blurred away. */
function paintCells({ heatmap, strategy }: HeatmapOptions, columns: number, theme: Theme): HTMLCanvasElement | null {
  const { bins, pairs } = heatmap;
  const values = heatmap.strategies[strategy]?.values ?? [];
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = pairs;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const image = context.createImageData(columns, pairs);
  const colorOf = cellColors(theme);
  const covered = Array.from({ length: columns }, (_, column) => {
    const first = Math.floor((column * bins) / columns);
    return { first, end: Math.max(first + 1, Math.ceil(((column + 1) * bins) / columns - 1e-9)) };
  });
  const { data } = image;
  let at = 0;
  for (let pair = 0; pair < pairs; pair++) {
    for (const { first, end } of covered) {
      const color = colorOf(strongest(values, pair * bins + first, pair * bins + end));
      if (color !== NOTHING) {
        data[at] = color >> 16;
        data[at + 1] = (color >> 8) & 255;
        data[at + 2] = color & 255;
        data[at + 3] = 255;
      }
      at += 4;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function strongest(values: readonly number[], start: number, end: number): number {
  let found = values[start] ?? NEVER;
  for (let k = start + 1; k < end; k++) {
    const value = values[k] ?? NEVER;
    if (value === NEVER) continue;
    if (found === NEVER || Math.abs(value) > Math.abs(found)) found = value;
  }
  return found;
}

/** In the place of a colour: leaves the background. */
const NOTHING = -1;

/** Colour of a value as 0xRRGGBB: a number, since there are a hundred thousand of them in a picture. */
function cellColors(theme: Theme): (value: number) => number {
  const [same, less, more] = [readColor(theme.same), readColor(theme.less), readColor(theme.more)];
  const fresh = readColor(theme.newAngles);
  return (value) => {
    if (value <= NEVER) return NOTHING;
    if (value >= NEW_ANGLES) return fresh;
    return mix(same, value < 0 ? less : more, Math.min(1, Math.abs(value) / CLIP));
  };
}

/** Each channel on its own. */
function mix(from: number, to: number, share: number): number {
  const channel = (shift: number): number => {
    const start = (from >> shift) & 255;
    return Math.round(start + (((to >> shift) & 255) - start) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}

/** Of the form #RRGGBB. */
function readColor(color: string): number {
  return Number.parseInt(color.slice(1, 7), 16) || 0;
}

function paintPairs(
  context: CanvasRenderingContext2D,
  pairs: number,
  selected: number,
  row: number,
  theme: Theme,
): void {
  const height = pairs * row;
  const middle = (pair: number): number => Math.min(height - 6, Math.max(6, pair * row + row / 2));
  const style = { align: "right", color: theme.muted, family: theme.fontFamily } as const;
  for (const pair of [0, pairs / 4, pairs / 2, (pairs * 3) / 4, pairs - 1].map(Math.floor)) {
    if (Math.abs(middle(pair) - middle(selected)) > 12)
      paintText(context, String(pair), LABELS_LEFT - 6, middle(pair), style);
  }
  paintText(context, String(selected), LABELS_LEFT - 6, middle(selected), {
    ...style,
    color: theme.foreground,
    bold: true,
  });
}

function paintDegrees(
  context: CanvasRenderingContext2D,
  left: number,
  width: number,
  height: number,
  theme: Theme,
): void {
  for (const degrees of [0, 90, 180, 270, 360]) {
    const x = left + (degrees / 360) * width;
    const align = degrees === 0 ? "left" : degrees === 360 ? "right" : "center";
    paintRule(context, Math.min(x, left + width - 1), height, height + 4, theme.muted);
    paintText(context, `${degrees}°`, x, height + 13, { align, color: theme.muted, family: theme.fontFamily });
  }
}
