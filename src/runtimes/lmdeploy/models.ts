/** The model files of lmdeploy's two engines, by model type. */

export interface LmdeployModel {
  readonly architecture: string;
  readonly file: string;
  readonly lines: string;
  /** "block": as build_rotary_embedding_from_config; "latent": the same over qk_rope_head_dim; "gemma3", "phimoe": their own. */
  readonly kind: "block" | "latent" | "gemma3" | "phimoe";
}

function block(architecture: string, file: string, lines: string): LmdeployModel {
  return { architecture, file, lines, kind: "block" };
}

/** pytorch/models, by what module_map.py leads to. */
export const PYTORCH_MODELS: Readonly<Partial<Record<string, LmdeployModel>>> = {
  llama: block("LlamaForCausalLM", "llama.py", "237"),
  mistral: block("MistralForCausalLM", "mistral.py", "236"),
  mixtral: block("MixtralForCausalLM", "mixtral.py", "230"),
  qwen2: block("Qwen2ForCausalLM", "qwen2.py", "230"),
  qwen2_moe: block("Qwen2MoeForCausalLM", "qwen2_moe.py", "332"),
  qwen3: block("Qwen3ForCausalLM", "qwen3.py", "276"),
  qwen3_moe: block("Qwen3MoeForCausalLM", "qwen3_moe.py", "394"),
  qwen3_next: block("Qwen3NextForCausalLM", "qwen3_next.py", "545"),
  gemma: block("GemmaForCausalLM", "gemma.py", "403-405"),
  gemma2: block("Gemma2ForCausalLM", "gemma.py", "403-405"),
  gemma3_text: { architecture: "Gemma3ForCausalLM", file: "gemma.py", lines: "407-439", kind: "gemma3" },
  glm4: block("Glm4ForCausalLM", "glm4.py", "265"),
  glm4_moe: block("Glm4MoeForCausalLM", "glm4_moe.py", "372-374"),
  phi3: block("Phi3ForCausalLM", "phi3.py", "231"),
  phimoe: { architecture: "PhiMoEForCausalLM", file: "phi3_moe.py", lines: "278-307", kind: "phimoe" },
  gpt_oss: block("GptOssForCausalLM", "gpt_oss.py", "362"),
  deepseek_v2: { architecture: "DeepseekV2ForCausalLM", file: "deepseek_v2.py", lines: "1034-1043", kind: "latent" },
  deepseek_v3: { architecture: "DeepseekV3ForCausalLM", file: "deepseek_v2.py", lines: "1034-1043", kind: "latent" },
};

/** Multimodal types whose language model is built from text_config. */
export const PYTORCH_COMPOSITES: Readonly<Partial<Record<string, string>>> = {
  gemma3: "Gemma3ForConditionalGeneration",
  llava: "LlavaForConditionalGeneration",
};

/** turbomind/supported_models.py; every one of these builds its attention with make_attention_config. */
export const TURBOMIND_MODELS: Readonly<Partial<Record<string, LmdeployModel>>> = {
  llama: block("LlamaForCausalLM", "llama.py", "36"),
  mixtral: block("MixtralForCausalLM", "mixtral.py", "38"),
  qwen2: block("Qwen2ForCausalLM", "qwen2.py", "43"),
  qwen2_moe: block("Qwen2MoeForCausalLM", "qwen2.py", "43"),
  qwen3: block("Qwen3ForCausalLM", "qwen3.py", "43"),
  qwen3_moe: block("Qwen3MoeForCausalLM", "qwen3.py", "43"),
  gpt_oss: block("GptOssForCausalLM", "gpt_oss.py", "51"),
};
