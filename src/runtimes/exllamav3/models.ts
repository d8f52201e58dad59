/** The architectures of ExLlamaV3 1.6.5 (exllamav3/architecture), by the name in `architectures`. */

export interface Architecture {
  /** model_type of files that name no architecture. */
  readonly modelType: string;
  readonly file: string;
  readonly line: string;
  /** The language model's keys stand in text_config. */
  readonly text?: boolean;
  readonly theta?: number;
  readonly headDim?: number;
  /** The rotated part is qk_rope_head_dim. */
  readonly latent?: boolean;
  /** The yarn factor is g(mscale) by g(mscale_all_dim). */
  readonly mscaleRatio?: boolean;
  /** Sliding layers: base 10000 without a block ("own"), or the file's base without scaling ("unscaled"). */
  readonly local?: "own" | "unscaled";
}

function plain(modelType: string, line: string, file = modelType, more: Partial<Architecture> = {}): Architecture {
  return { modelType, file, line, ...more };
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  LlamaForCausalLM: plain("llama", "46"),
  MistralForCausalLM: plain("mistral", "46", "llama"),
  Qwen2ForCausalLM: plain("qwen2", "46", "llama"),
  SeedOssForCausalLM: plain("seed_oss", "46", "llama"),
  MiMoForCausalLM: plain("mimo", "46", "llama"),
  IQuestCoderForCausalLM: plain("iquestcoder", "46", "llama"),
  AfmoeForCausalLM: plain("afmoe", "72"),
  ApertusForCausalLM: plain("apertus", "44"),
  ArceeForCausalLM: plain("arcee", "45"),
  CohereForCausalLM: plain("cohere", "47"),
  Cohere2ForCausalLM: plain("cohere2", "71"),
  DeciLMForCausalLM: plain("nemotron-nas", "43", "decilm"),
  DeepseekV3ForCausalLM: plain("deepseek_v3", "65", "deepseek_v3", { latent: true, mscaleRatio: true }),
  Dots1ForCausalLM: plain("dots1", "53"),
  Exaone4ForCausalLM: plain("exaone4", "83"),
  Gemma2ForCausalLM: plain("gemma2", "49"),
  Gemma3ForConditionalGeneration: plain("gemma3", "97-106", "gemma3", {
    text: true,
    theta: 1e6,
    headDim: 256,
    local: "own",
  }),
  Gemma3ForCausalLM: plain("gemma3_text", "220-228", "gemma3", { theta: 1e6, headDim: 256, local: "own" }),
  Glm4ForCausalLM: plain("glm4", "49"),
  Glm4MoeForCausalLM: plain("glm4_moe", "57"),
  Glm4MoeLiteForCausalLM: plain("glm4_moe_lite", "78", "glm4_moe_lite", { latent: true }),
  Glm4vForConditionalGeneration: plain("glm4v", "64", "glm4v", { text: true }),
  Glm4vMoeForConditionalGeneration: plain("glm4v_moe", "51", "glm4v_moe", { text: true }),
  GlmMoeDsaForCausalLM: plain("glm_moe_dsa", "89", "glm_moe_dsa", { latent: true }),
  GptOssForCausalLM: plain("gpt_oss", "54"),
  HyperCLOVAXForCausalLM: plain("hyperclovax", "55"),
  HYV3ForCausalLM: plain("hy_v3", "61"),
  Lfm2ForCausalLM: plain("lfm2", "79", "lfm2", { theta: 1e6 }),
  Lfm2MoeForCausalLM: plain("lfm2_moe", "85", "lfm2_moe", { theta: 1e6 }),
  MiniMaxM2ForCausalLM: plain("minimax_m2", "49"),
  Ministral3ForCausalLM: plain("ministral3", "42"),
  Mistral3ForConditionalGeneration: plain("mistral3", "76", "mistral3", { text: true }),
  MixtralForCausalLM: plain("mixtral", "47"),
  Olmo3ForCausalLM: plain("olmo3", "57-58", "olmo3", { local: "unscaled" }),
  Phi3ForCausalLM: plain("phi3", "45"),
  Qwen2_5_VLForConditionalGeneration: plain("qwen2_5_vl", "67", "qwen2_5_vl", { theta: 5e6 }),
  Qwen3ForCausalLM: plain("qwen3", "50"),
  Qwen3MoeForCausalLM: plain("qwen3_moe", "53"),
  Qwen3NextForCausalLM: plain("qwen3_next", "72"),
  Qwen3VLForConditionalGeneration: plain("qwen3_vl", "65", "qwen3_vl", { text: true, theta: 5e6 }),
  Qwen3VLMoeForConditionalGeneration: plain("qwen3_vl_moe", "46", "qwen3_vl_moe", { text: true, theta: 5e6 }),
  SmolLM3ForCausalLM: plain("smollm3", "49"),
  SolarOpenForCausalLM: plain("solar_open", "57", "glm4_moe"),
};

/** Loaded as well, with rotations of their own that were not read. */
const UNREAD = new Set([
  "BailingMoeV3ForCausalLM",
  "DFlash2DraftModel",
  "DFlashDraftModel",
  "DFlashLagunaForCausalLM",
  "DeepseekV4ForCausalLM",
  "Ernie4_5ForCausalLM",
  "Ernie4_5_ForCausalLM",
  "Ernie4_5_MoeForCausalLM",
  "Gemma4AssistantForCausalLM",
  "Gemma4ForConditionalGeneration",
  "Gemma4UnifiedForConditionalGeneration",
  "Glm5NextForConditionalGeneration",
  "HCXVisionV2ForCausalLM",
  "KimiLinearForCausalLM",
  "LagunaForCausalLM",
  "Lfm2VlForConditionalGeneration",
  "MiMoV2ForCausalLM",
  "MuseGlimmerAssistantModel",
  "MuseGlimmerForConditionalGeneration",
  "NemotronHForCausalLM",
  "NemotronH_Omni_Reasoning_V3",
  "OlmoHybridForCausalLM",
  "Qwen3_5ForCausalLM",
  "Qwen3_5ForConditionalGeneration",
  "Qwen3_5MoeForCausalLM",
  "Qwen3_5MoeForConditionalGeneration",
  "Qwen4ExpForConditionalGeneration",
  "Spark2_5ForCausalLM",
  "Step3p5ForCausalLM",
  "Step3p7ForConditionalGeneration",
]);

/** "unread": it is loaded, but not known how; null: it is not in the list that from_directory looks in. */
export function architectureOf(name: string): Architecture | "unread" | null {
  if (UNREAD.has(name)) return "unread";
  return Object.hasOwn(ARCHITECTURES, name) ? (ARCHITECTURES[name] ?? null) : null;
}

/** The architecture that files of the model type name. */
export function architectureFor(modelType: string): Architecture | null {
  return Object.values(ARCHITECTURES).find((architecture) => architecture.modelType === modelType) ?? null;
}
