/** The models of mistral.rs that were read, by the name in `architectures` (pipeline/loaders/normal_loaders.rs 286-315). */

export interface MistralRsModel {
  /** model_type of files that name no architecture. */
  readonly modelType: string;
  /** Of the config's struct and of where the rotation is made, in mistralrs-core/src/models. */
  readonly file: string;
  readonly lines: string;
  /**
   * "llama": rope_scaling of type default, linear or llama3; "mistral": rope_parameters of type default or yarn, rope_scaling unread;
   * "phi3": two lists; "plain": neither block is read.
   */
  readonly kind: "llama" | "mistral" | "phi3" | "plain";
  /** Whether head_dim is read; else the hidden size is shared out among the heads. */
  readonly readsHeadDim: boolean;
}

const MODELS: Readonly<Record<string, MistralRsModel>> = {
  LlamaForCausalLM: {
    modelType: "llama",
    file: "llama.rs",
    lines: "34-50, 382-411",
    kind: "llama",
    readsHeadDim: false,
  },
  MistralForCausalLM: {
    modelType: "mistral",
    file: "mistral.rs",
    lines: "46-107, 436-487",
    kind: "mistral",
    readsHeadDim: true,
  },
  MixtralForCausalLM: {
    modelType: "mixtral",
    file: "mixtral.rs",
    lines: "36-54, 426-444",
    kind: "plain",
    readsHeadDim: false,
  },
  Qwen2ForCausalLM: {
    modelType: "qwen2",
    file: "qwen2.rs",
    lines: "41-63, 454-472",
    kind: "plain",
    readsHeadDim: false,
  },
  Qwen3ForCausalLM: {
    modelType: "qwen3",
    file: "qwen3.rs",
    lines: "47-73, 421-438",
    kind: "plain",
    readsHeadDim: true,
  },
  Qwen3MoeForCausalLM: {
    modelType: "qwen3_moe",
    file: "qwen3_moe.rs",
    lines: "47-79, 598-615",
    kind: "plain",
    readsHeadDim: true,
  },
  Phi3ForCausalLM: { modelType: "phi3", file: "phi3.rs", lines: "35-72, 446-459", kind: "phi3", readsHeadDim: false },
};

/** null: loaded by a file that was not read, or not at all. */
export function mistralRsModel(architecture: string): MistralRsModel | null {
  return Object.hasOwn(MODELS, architecture) ? (MODELS[architecture] ?? null) : null;
}

/** The model that files of the model type have. */
export function mistralRsModelFor(modelType: string): MistralRsModel | null {
  return Object.values(MODELS).find((model) => model.modelType === modelType) ?? null;
}
