/** Text edits that keep the author's formatting. */
export { type Insertion, type InsertionOptions, insertion } from "./insertion.ts";
export { floatText, parametersToJson, valueToText } from "./json-text.ts";
export { lengthKeyOf, thetaKeyOf } from "./keys.ts";
export { lineEdits } from "./line-edits.ts";
export { objectAt } from "./parameters.ts";
export { setMembers } from "./set-members.ts";
