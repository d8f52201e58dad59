/** The keys that hold a window, and words for where the pretrained length is known from. */

import * as l10n from "@vscode/l10n";
import { pointerKeys } from "../../config/json-pointer.ts";
import type { PretrainedLengthSource } from "../../config/model.ts";
import type { Facts } from "./facts.ts";
import { named } from "./wording.ts";

/** In the order in which frameworks ask for them (vLLM 0.33.0 model_arch_config_convertor.py 374-407 takes the smallest). */
export const LENGTH_KEYS = [
  "max_position_embeddings",
  "n_positions",
  "max_seq_len",
  "seq_length",
  "max_sequence_length",
  "model_max_length",
  "n_ctx",
] as const;

/** Pointer of the key that states the window; null when the file has none. */
export function windowPointer(facts: Facts): string | null {
  const key = LENGTH_KEYS.find((candidate) => facts.object[candidate] !== undefined);
  return key === undefined ? null : facts.pointer(key);
}

export function lengthSourceWords(source: PretrainedLengthSource): string {
  switch (source.kind) {
    case "setting":
      return l10n.t("your setting");
    case "original-length":
      return named(pointerKeys(source.pointer).at(-1) ?? "");
    case "checkpoint":
      return l10n.t("known checkpoint {0}", named(source.checkpoint));
    case "max-position-embeddings":
      return named(pointerKeys(source.pointer).at(-1) ?? "max_position_embeddings");
    case "type-default":
      return l10n.t("default of the model type");
    case "assumed":
      return l10n.t("assumed");
  }
}
