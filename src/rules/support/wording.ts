/** Words and numbers of messages. Everything that comes from the file passes through here: clipped, and without control characters. */
import * as l10n from "@vscode/l10n";
import { printable } from "../../advice/printable.ts";
import type { JsonValue } from "../../config/model.ts";

export { listed } from "../../advice/sentences.ts";

const LONGEST_QUOTE = 60;

/** A value of the file as it may stand in a message: one line, no control or formatting characters, clipped. */
export function quoted(value: JsonValue | undefined): string {
  if (value === undefined) return l10n.t("nothing");
  if (typeof value === "number") return numberWord(value);
  if (Array.isArray(value)) return l10n.t("a list of {0}", value.length);
  if (typeof value === "object" && value !== null) return l10n.t("an object");
  return clip(printable(JSON.stringify(value)));
}

/** A value of the wrong type, as it is said to be. */
export function described(value: JsonValue): string {
  return typeof value === "string" ? l10n.t("the string {0}", quoted(value)) : quoted(value);
}

/** A key or another piece of the file's text, without quotes around it. */
export function named(text: string, limit = LONGEST_QUOTE): string {
  return clip(printable(text), limit);
}

/** A number as people read it: 16384, 0.0625, 1.13863; "Infinity" and "NaN" as words. */
export function numberWord(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(digits)));
}

/** "1 frequency pair", "18 frequency pairs". */
export function pairsWord(count: number): string {
  return count === 1 ? l10n.t("1 frequency pair") : l10n.t("{0} frequency pairs", numberWord(count));
}

/** "4", "1.25": how many times the one is the other, to three digits. */
export function times(ratio: number): string {
  return numberWord(ratio, 3);
}

function clip(text: string, limit = LONGEST_QUOTE): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
}
