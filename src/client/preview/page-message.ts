import { type PageMessage, PREVIEW_PROTOCOL } from "../../protocol/index.ts";

const TYPES: ReadonlySet<string> = new Set<PageMessage["type"]>([
  "ready",
  "query",
  "heatmap",
  "lengths",
  "insert",
  "measure",
  "cancel",
  "copy",
  "save",
  "pin",
  "open",
  "log",
]);

/** Whether a message from the page is one of this version of the protocol. The page is ours; what it says is typed there. */
export function isPageMessage(value: unknown): value is PageMessage {
  return (
    typeof value === "object" &&
    value !== null &&
    "protocol" in value &&
    value.protocol === PREVIEW_PROTOCOL &&
    "type" in value &&
    typeof value.type === "string" &&
    TYPES.has(value.type)
  );
}
