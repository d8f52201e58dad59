/** What the page saves: its charts as a picture, its numbers as CSV or JSON. */
import type { PreviewModel } from "../src/protocol/index.ts";
import { currentTheme } from "./theme.ts";
import { wavelengthOf } from "./view.ts";

const MARGIN = 24;
const GAP = 16;

/** One row a frequency pair: its wavelength, and every strategy's disturbance and factor. */
export function csvOf(model: PreviewModel): string {
  const { strategies, pretrainedFrequencies } = model.analysis;
  const head = ["pair", "wavelength", ...strategies.flatMap(({ id }) => [`${id} disturbance`, `${id} factor`])];
  const rows = pretrainedFrequencies.map((_, pair) => [
    pair,
    wavelengthOf(model, pair),
    ...strategies.flatMap(({ perDimension, factors }) => [perDimension[pair] ?? "", factors[pair] ?? ""]),
  ]);
  return `${[head, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}

/** The whole analysis, with what it was computed from. */
export function jsonOf(model: PreviewModel): string {
  const { title, file, modelType, theta, rotaryDim, ropeType, pretrainedLengthSource, analysis, query } = model;
  const layerType = model.ropes[model.rope]?.layerType ?? null;
  const about = { title, file, modelType, layerType, theta, rotaryDim, ropeType, pretrainedLengthSource };
  const changes = query.changes ?? {};
  return `${JSON.stringify({ version: 1, ...about, changes, ...analysis }, null, 2)}\n`;
}

/**
 * The charts that are drawn on the page, one below the other under a line that says of what; as the base64 of a PNG.
 * Charts that are folded away are left out.
 */
export function pngOf(model: PreviewModel, content: Element): string {
  const theme = currentTheme();
  const canvases = [...content.querySelectorAll("canvas")].filter((canvas) => canvas.clientHeight > 0);
  const ratio = devicePixelRatio || 1;
  const captions = canvases.map((canvas) => captionOf(canvas));
  const heights = canvases.map((canvas, k) => canvas.clientHeight + (captions[k] === "" ? 0 : 20));
  const width = Math.max(0, ...canvases.map((canvas) => canvas.clientWidth)) + 2 * MARGIN;
  const height = heights.reduce((sum, next) => sum + next + GAP, 2 * MARGIN + 28);
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
  const { pretrainedLength, targetLength, bins } = model.analysis;
  context.fillText(
    `${model.title}, ${pretrainedLength} to ${targetLength} tokens, ${bins} bins: ${model.headline}`,
    MARGIN,
    MARGIN,
  );
  let top = MARGIN + 28;
  context.font = `400 12px ${theme.fontFamily}`;
  for (const [k, canvas] of canvases.entries()) {
    const caption = captions[k] ?? "";
    if (caption !== "") context.fillText(caption, MARGIN, top);
    context.drawImage(canvas, MARGIN, top + (caption === "" ? 0 : 20), canvas.clientWidth, canvas.clientHeight);
    top += (heights[k] ?? 0) + GAP;
  }
  return picture.toDataURL("image/png").split(",")[1] ?? "";
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

export function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

/** "config" of "models/llama/config.json", for a file beside it. */
export function baseName(model: PreviewModel): string {
  const name = (model.file.split(/[\\/]/).at(-1) ?? "config").replace(/\.[^.]*$/, "");
  return `${name}-rope-${model.analysis.targetLength}`.replace(/[^\w.-]+/g, "-");
}
