/** Where the window stands, and words for where the pretrained length is known from. */
import { pretrainedSourceText } from "../../advice/lengths.ts";
import { LENGTH_KEYS } from "../../config/lengths.ts";
import type { PretrainedLengthSource } from "../../config/model.ts";
import type { Facts } from "./facts.ts";
import { named } from "./wording.ts";

/** Pointer of the key that states the window; null when the file has none. */
export function windowPointer(facts: Facts): string | null {
  const key = LENGTH_KEYS.find((candidate) => facts.object[candidate] !== undefined);
  return key === undefined ? null : facts.pointer(key);
}

/** Where a pretrained length is known from, as it may stand in a message. */
export function lengthSourceWords(source: PretrainedLengthSource): string {
  return named(pretrainedSourceText(source));
}
