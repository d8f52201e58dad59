import { pretrainedSourceText } from "../../advice/index.ts";
import type { PretrainedLengthSource } from "../../config/index.ts";

/** Where the pretrained length is known from; what nobody has stated comes with the way to state it. */
export function pretrainedSource(source: PretrainedLengthSource): string {
  const text = pretrainedSourceText(source);
  const stated = source.kind === "setting" || source.kind === "original-length";
  return stated ? text : `${text}; --pretrained-length sets another`;
}
