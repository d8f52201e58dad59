/** What the page saves beside its pictures: its numbers as CSV or JSON. */
import type { PreviewModel } from "../src/protocol/index.ts";
import { wavelengthOf } from "./view.ts";

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

export function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

/** "config" of "models/llama/config.json", for a file beside it. */
export function baseName(model: PreviewModel): string {
  const name = (model.file.split(/[\\/]/).at(-1) ?? "config").replace(/\.[^.]*$/, "");
  return `${name}-rope-${model.analysis.targetLength}`.replace(/[^\w.-]+/g, "-");
}
