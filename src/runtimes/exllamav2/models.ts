/** The architectures of ExLlamaV2 0.3.2 (architecture.py 279-935), by the name in `architectures`. */

export interface Architecture {
  /** model_type of files that name no architecture. */
  readonly modelType: string;
  /** Line in architecture.py. */
  readonly line: string;
  /** Two RoPEs: the file's, and one of base 10000 without linear scaling for sliding layers. */
  readonly localTheta?: number;
  readonly theta?: number;
  readonly headDim?: number;
  /** Frequencies are rounded to 16 bits. */
  readonly half?: boolean;
  /** No rotation. */
  readonly none?: boolean;
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  LlamaForCausalLM: { modelType: "llama", line: "924-935" },
  MistralForCausalLM: { modelType: "mistral", line: "279" },
  MixtralForCausalLM: { modelType: "mixtral", line: "291" },
  Mistral3ForConditionalGeneration: { modelType: "mistral3", line: "352" },
  YiForCausalLM: { modelType: "Yi", line: "397" },
  OrionForCausalLM: { modelType: "orion", line: "412" },
  Qwen2ForCausalLM: { modelType: "qwen2", line: "424" },
  Qwen3ForCausalLM: { modelType: "qwen3", line: "437" },
  Qwen3MoeForCausalLM: { modelType: "qwen3_moe", line: "450" },
  Qwen2VLForConditionalGeneration: { modelType: "qwen2_vl", line: "470-480", half: true },
  Qwen2_5_VLForConditionalGeneration: { modelType: "qwen2_5_vl", line: "470-480", half: true },
  GemmaForCausalLM: { modelType: "gemma", line: "538" },
  Gemma2ForCausalLM: { modelType: "gemma2", line: "556" },
  Gemma3ForConditionalGeneration: {
    modelType: "gemma3",
    line: "580-612",
    localTheta: 10000,
    theta: 1e6,
    headDim: 256,
  },
  Starcoder2ForCausalLM: { modelType: "starcoder2", line: "656" },
  CohereForCausalLM: { modelType: "cohere", line: "704" },
  Cohere2ForCausalLM: { modelType: "cohere2", line: "725" },
  DbrxForCausalLM: { modelType: "dbrx", line: "747" },
  Phi3ForCausalLM: { modelType: "phi3", line: "769" },
  GPTBigCodeForCausalLM: { modelType: "gpt_bigcode", line: "784-811", none: true },
  GPT2LMHeadModel: { modelType: "gpt2", line: "815-843", none: true },
  MiniCPMForCausalLM: { modelType: "minicpm", line: "847" },
  InternLM2ForCausalLM: { modelType: "internlm2", line: "859" },
  IndexForCausalLM: { modelType: "index", line: "880" },
  GraniteForCausalLM: { modelType: "granite", line: "891" },
  Glm4ForCausalLM: { modelType: "glm4", line: "902" },
};

/** null for one that is not known: it is loaded as a Llama, which fails unless its tensors are named alike. */
export function architectureOf(name: string): Architecture | null {
  return Object.hasOwn(ARCHITECTURES, name) ? (ARCHITECTURES[name] ?? null) : null;
}

/** The architecture that files of the model type name. */
export function architectureFor(modelType: string): Architecture | null {
  return Object.values(ARCHITECTURES).find((architecture) => architecture.modelType === modelType) ?? null;
}
