/** The charts on the page as one picture: PNG or SVG, one below the other under a line that says of what. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel } from "../src/protocol/index.ts";
import { vectorOf } from "./charts/vector.ts";
import { escaped } from "./charts/vector-context.ts";
import { currentTheme } from "./theme.ts";

const MARGIN = 24;
const GAP = 16;
const TITLE = 28;
const CAPTION = 20;

interface Placed {
  readonly canvas: HTMLCanvasElement;
  readonly caption: string;
  /** Of the caption, or of the canvas where it has none. */
  readonly top: number;
}

interface Layout {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly charts: readonly Placed[];
}

/** Charts that are folded away are left out. @returns base64 */
export function pngOf(model: PreviewModel, content: Element): string {
  const theme = currentTheme();
  const { title, width, height, charts } = layoutOf(model, content);
  const ratio = devicePixelRatio || 1;
  const picture = document.createElement("canvas");
  picture.width = Math.round(width * ratio);
  picture.height = Math.round(height * ratio);
  const context = picture.getContext("2d");
  if (context === null) return "";
  context.scale(ratio, ratio);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = theme.foreground;
  context.textBaseline = "top";
  context.font = `600 14px ${theme.fontFamily}`;
  context.fillText(title, MARGIN, MARGIN);
  context.font = `400 12px ${theme.fontFamily}`;
  for (const { canvas, caption, top } of charts) {
    if (caption !== "") context.fillText(caption, MARGIN, top);
    context.drawImage(canvas, MARGIN, chartTop(caption, top), canvas.clientWidth, canvas.clientHeight);
  }
  return picture.toDataURL("image/png").split(",")[1] ?? "";
}

/** The same as SVG: every chart is lines and text but the cells of the heatmaps, which are pictures in it. */
export function svgOf(model: PreviewModel, content: Element): string {
  const theme = currentTheme();
  const { title, width, height, charts } = layoutOf(model, content);
  const family = escaped(theme.fontFamily);
  const line = (text: string, top: number, size: number, weight: number): string =>
    `<text x="${MARGIN}" y="${top + size}" font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${escaped(theme.foreground)}">${escaped(text)}</text>`;
  const parts = charts.map(({ canvas, caption, top }, index) => {
    const chart = `<g transform="translate(${MARGIN} ${chartTop(caption, top)})">${vectorOf(canvas, `clip${index}`)}</g>`;
    return `${caption === "" ? "" : line(caption, top, 12, 400)}${chart}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${escaped(theme.background)}"/>${line(title, MARGIN, 14, 600)}${parts.join("")}</svg>\n`;
}

function layoutOf(model: PreviewModel, content: Element): Layout {
  const { pretrainedLength, targetLength, bins } = model.analysis;
  const canvases = [...content.querySelectorAll("canvas")].filter(
    // A folded block keeps the size that it had.
    (canvas) => canvas.checkVisibility() && canvas.clientHeight > 0,
  );
  let top = MARGIN + TITLE;
  const charts = canvases.map((canvas): Placed => {
    const caption = captionOf(canvas);
    const placed = { canvas, caption, top };
    top = chartTop(caption, top) + canvas.clientHeight + GAP;
    return placed;
  });
  return {
    title: l10n.t(
      "{0}, {1} to {2} tokens, {3} bins: {4}",
      model.title,
      pretrainedLength,
      targetLength,
      bins,
      model.headline,
    ),
    width: Math.max(0, ...canvases.map((canvas) => canvas.clientWidth)) + 2 * MARGIN,
    height: top + MARGIN,
    charts,
  };
}

function chartTop(caption: string, top: number): number {
  return top + (caption === "" ? 0 : CAPTION);
}

/** A chart's own line on the page, or the title of its block. */
function captionOf(canvas: HTMLCanvasElement): string {
  const row = canvas.closest(".angle-row, .heatmap");
  const block = canvas.closest("section, details");
  const title = block?.querySelector("h2")?.textContent ?? "";
  const heading = row?.querySelector("h3");
  if (!heading) return title;
  return [title, ...[...heading.childNodes].map((node) => node.textContent ?? "").filter((text) => text !== "")].join(
    " · ",
  );
}
