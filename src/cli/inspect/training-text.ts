/** What training tools do with the file, in lines below the frameworks. */

import { oneLine, printable } from "../../advice/printable.ts";
import type { TrainingEffect } from "../../runtimes/index.ts";
import type { Styles } from "../terminal/styles.ts";
import { type Cell, type Column, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

const COLUMNS: readonly Column[] = [
  { title: "training tool", align: "left" },
  { title: "release", align: "left" },
  { title: "", align: "left" },
  { title: "window", align: "right" },
];

const WORDS: Readonly<Record<TrainingEffect["outcome"], string>> = {
  keeps: "keeps the file",
  widens: "widens the window",
  replaces: "replaces the scaling",
  ignores: "reads no config.json",
};

/**
 * @param length tokens; null: the file's own window
 * @param width columns of the terminal; null: lines stay whole
 */
export function trainingToText(
  effects: readonly TrainingEffect[],
  length: number | null,
  styles: Styles,
  width: number | null,
): string {
  const title = length === null ? "Training at the file's own window" : `Training at ${length} tokens`;
  const rows = effects.map((effect): Cell[] => [
    { text: effect.name },
    { text: effect.release },
    { text: WORDS[effect.outcome] },
    { text: savedWindow(effect) ?? "–" },
  ]);
  const notes = effects.flatMap(({ name, notes: said }) =>
    said.length === 0 ? [] : [wrap(oneLine(printable(`${name}: ${said.join(" ")}`)), width)],
  );
  return [
    styles.bold(title),
    table(COLUMNS, rows, styles.dim).join("\n"),
    ...(notes.length > 0 ? [notes.join("\n")] : []),
  ].join("\n\n");
}

/** As the tool writes it: "16384", "12288.0". */
function savedWindow({ maxPositionEmbeddings }: TrainingEffect): string | null {
  if (maxPositionEmbeddings === null) return null;
  const { value, float } = maxPositionEmbeddings;
  return float && Number.isInteger(value) ? `${value}.0` : String(value);
}
