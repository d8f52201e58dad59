/** What frameworks do with the file, as a table with its remarks below. */
import { outcomeText } from "../../advice/index.ts";
import { oneLine, printable } from "../../advice/printable.ts";
import { type Prediction, titleOf } from "../../runtimes/index.ts";
import type { Styles } from "../terminal/styles.ts";
import { type Cell, type Column, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { releaseOf } from "./inspection.ts";

const COLUMNS: readonly Column[] = [
  { title: "framework", align: "left" },
  { title: "release", align: "left" },
  { title: "", align: "left" },
  { title: "window", align: "right" },
];

/** @param width columns of the terminal; null: lines stay whole */
export function predictionsToText(predictions: readonly Prediction[], styles: Styles, width: number | null): string {
  const known = predictions.filter(({ outcome }) => outcome !== "unknown");
  const unknown = predictions.filter(({ outcome }) => outcome === "unknown");
  const rows = known.map((prediction): Cell[] => [
    { text: titleOf(prediction) },
    { text: printable(`${releaseOf(prediction)}${askedOf(prediction)}`) },
    { text: outcomeText(prediction.outcome), style: colourOf(prediction, styles) },
    { text: prediction.derivedMaxLength === null ? "–" : String(prediction.derivedMaxLength) },
  ]);
  const remarks = known.flatMap((prediction) => remarksOn(prediction).map((text) => wrap(oneLine(text), width)));
  if (unknown.length > 0) {
    const names = unknown.map((prediction) => `${titleOf(prediction)} ${releaseOf(prediction)}`);
    remarks.push(wrap(printable(`Unknown: ${names.join(", ")}.`), width));
  }
  const parts = [
    ...(rows.length > 0 ? [table(COLUMNS, rows, styles.dim).join("\n")] : []),
    ...(remarks.length > 0 ? [remarks.join("\n")] : []),
  ];
  return parts.join("\n\n");
}

/** What was asked, where the nearest known release stands for it. */
function askedOf({ requestedRelease }: Prediction): string {
  return requestedRelease === undefined ? "" : ` (${requestedRelease} is not known)`;
}

function remarksOn(prediction: Prediction): string[] {
  const { exception, message, warnings, ignoredKeys } = prediction;
  const name = `${titleOf(prediction)} ${releaseOf(prediction)}`;
  return [
    ...(exception === null ? [] : [`${name} raises ${exception}: ${message ?? ""}`]),
    ...(ignoredKeys.length === 0 ? [] : [`${name} ignores ${ignoredKeys.join(", ")}.`]),
    ...warnings.map((warning) => `${name} warns: ${warning}`),
  ];
}

function colourOf({ outcome }: Prediction, styles: Styles): (text: string) => string {
  if (outcome === "raises") return styles.red;
  return outcome === "differs" ? styles.yellow : styles.green;
}
