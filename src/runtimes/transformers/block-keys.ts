/** _check_received_keys: which keys of a scaling block are required, known and ignored. */
import { Raised } from "../python/raised.ts";
import { type PyDict, type PyValue, str } from "../python/value.ts";
import type { Report } from "../report.ts";

export interface KeyCheck {
  /** "rope_scaling" or "rope_parameters", for the words of the message. */
  readonly name: string;
  readonly type: PyValue | undefined;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Keys that the class keeps for itself: no warning. */
  readonly ignored: readonly string[];
  /** Up to 4.44, `type` stands for an absent rope_type. */
  readonly typeCounts?: boolean;
}

/** Raises KeyError for a missing key and reports those that nothing reads. */
export function checkKeys(block: PyDict, check: KeyCheck, report: Report): void {
  const received = new Set(block.keys());
  const required = new Set(check.required);
  if (check.typeCounts === true) {
    if (received.has("type") && !received.has("rope_type")) {
      received.delete("type");
      received.add("rope_type");
    }
  } else if (received.delete("type")) required.add("rope_type");
  for (const key of check.ignored) received.delete(key);
  const missing = [...required].filter((key) => !received.has(key));
  const words = `in \`${check.name}\` for 'rope_type'='${str(check.type)}'`;
  if (missing.length > 0) throw new Raised("KeyError", `"Missing required keys ${words}: ${setText(missing)}"`);
  const unused = [...received].filter((key) => !required.has(key) && !check.optional.includes(key));
  if (unused.length === 0) return;
  report.warn(`Unrecognized keys ${words}: ${setText(unused)}`);
  for (const key of unused) report.ignore(key);
}

function setText(keys: readonly string[]): string {
  return `{${keys.map((key) => `'${key}'`).join(", ")}}`;
}
