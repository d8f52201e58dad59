/** The model files of TensorRT-LLM's PyTorch backend that were read. */

export interface TrtModel {
  readonly architecture: string;
  readonly file: string;
  readonly lines: string;
  /** "rope": RopeParams.from_config with a plain NeoX embedding; "named": the type must be a name of PositionEmbeddingType too. */
  readonly kind: "rope" | "named";
}

export const TRT_MODELS: Readonly<Partial<Record<string, TrtModel>>> = {
  llama: { architecture: "LlamaForCausalLM", file: "modeling_llama.py", lines: "LlamaAttention", kind: "rope" },
  mistral: { architecture: "MistralForCausalLM", file: "modeling_mistral.py", lines: "62-80", kind: "rope" },
  mixtral: { architecture: "MixtralForCausalLM", file: "modeling_mixtral.py", lines: "MixtralAttention", kind: "rope" },
  qwen2: { architecture: "Qwen2ForCausalLM", file: "modeling_qwen.py", lines: "24-60, 138-151", kind: "named" },
};
