/** The architectures that `ollama create` converts (convert/convert.go 296-361), by the name in `architectures`. */

export interface OllamaModel {
  /** model_type of files that name no architecture. */
  readonly modelType: string;
  readonly converter: "llama" | "qwen2" | "phi3";
  readonly struct: string;
  readonly lines: string;
}

const MODELS: Readonly<Record<string, OllamaModel>> = {
  LlamaForCausalLM: { modelType: "llama", converter: "llama", struct: "llamaModel", lines: "49-104, 137-170" },
  MixtralForCausalLM: { modelType: "mixtral", converter: "llama", struct: "mixtralModel", lines: "49-104, 137-170" },
  Qwen2ForCausalLM: { modelType: "qwen2", converter: "qwen2", struct: "qwen2Model", lines: "14-19, 37-47" },
  Phi3ForCausalLM: { modelType: "phi3", converter: "phi3", struct: "phi3Model", lines: "26-66, 71-100" },
};

/** null: converted by a file that was not read, or not at all: then a GGUF comes from elsewhere. */
export function ollamaModel(architecture: string): OllamaModel | null {
  return Object.hasOwn(MODELS, architecture) ? (MODELS[architecture] ?? null) : null;
}

/** The architecture that files of the model type name, and its model. */
export function ollamaModelFor(modelType: string): readonly [string, OllamaModel] | null {
  return Object.entries(MODELS).find(([, model]) => model.modelType === modelType) ?? null;
}
