import type { ModelConfig } from "./model.ts";

/** The model type whose rules hold for the language model: the file's own where none is known; "" where it names none. */
export function languageTypeOf({ languageModelType, modelType }: ModelConfig): string {
  return languageModelType ?? modelType ?? "";
}
