import type { ModelConfig } from "../../config/index.ts";

/** Why a model has no RoPE to speak of, in a sentence. What the code of an unknown type does is not claimed to be known. */
export function noRopeSentence(model: ModelConfig | null): string {
  if (model?.hasRope === true) return "Its RoPE cannot be computed: rope-lens check says why.";
  if (model !== null && model.languageModelType === null) {
    return "The file has no RoPE key, and its model type is not known: whether the model's own code rotates cannot be said.";
  }
  return "This model has no rotary position embedding.";
}
