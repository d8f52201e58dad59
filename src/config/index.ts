export { childPointer, pointerKeys } from "./json-pointer.ts";
export * from "./model.ts";
export { readConfig } from "./read-config.ts";
export { keySpanOf, nodeAt, type Span, spanOf } from "./spans.ts";
export { applyEdits, type TextEdit } from "./text-edit.ts";
