/** From the text of a config.json to what it says: parsed, recognised, normalised. */

export { childPointer, pointerKeys } from "./json-pointer.ts";
export { LENGTH_KEYS } from "./lengths.ts";
export { mainRope } from "./main-rope.ts";
export * from "./model.ts";
export { SIZE_LIMIT } from "./parse-json.ts";
export { isObject } from "./plain-value.ts";
export { readConfig } from "./read-config.ts";
export { SHAPE_KEYS } from "./shape.ts";
export { keySpanOf, nodeAt, type Span, spanOf } from "./spans.ts";
export { applyEdits, type TextEdit } from "./text-edit.ts";
export { TOKENIZER_FILE, tokenizerLimit } from "./tokenizer-limit.ts";
