/** The model files of TGI 3.3.7 that build their rotation with PositionRotaryEmbedding.static. */

export interface TgiModel {
  readonly file: string;
  readonly lines: string;
  /** "shape": hidden size by heads; "head_dim": the key; "part": the rotated share of the first; "latent": qk_rope_head_dim. */
  readonly size: "shape" | "head_dim" | "part" | "latent";
  /** Sliding layers have a base of their own and no block. */
  readonly localTheta?: boolean;
  /** A configuration class of TGI's own, which keeps the block as it is. */
  readonly ownClass?: string;
}

const LLAMA: TgiModel = { file: "flash_llama_modeling", lines: "148-160", size: "shape" };
const GEMMA3: TgiModel = { file: "flash_gemma3_modeling", lines: "128-146", size: "head_dim", localTheta: true };
const QWEN2: TgiModel = { file: "flash_qwen2_modeling", lines: "82-89", size: "shape" };

const MODELS: Readonly<Record<string, TgiModel>> = {
  llama: LLAMA,
  phi3: LLAMA,
  granite: LLAMA,
  mistral: { file: "flash_mistral_modeling", lines: "119-128", size: "head_dim" },
  mixtral: { file: "flash_mixtral_modeling", lines: "195-202", size: "shape" },
  qwen2: QWEN2,
  qwen2_vl: QWEN2,
  gemma: { file: "flash_gemma_modeling", lines: "166-174", size: "head_dim" },
  gemma2: { file: "flash_gemma2_modeling", lines: "170-182", size: "head_dim" },
  gemma3_text: GEMMA3,
  cohere: { file: "flash_cohere_modeling", lines: "211-218", size: "shape" },
  starcoder2: { file: "flash_starcoder2_modeling", lines: "187-194", size: "shape" },
  phi: { file: "flash_phi_modeling", lines: "117-127", size: "part" },
  gpt_neox: { file: "flash_neox_modeling", lines: "106-122", size: "part" },
  deepseek_v2: {
    file: "flash_deepseek_v2_modeling",
    lines: "170-185",
    size: "latent",
    ownClass: "DeepseekV2Config",
  },
  deepseek_v3: {
    file: "flash_deepseek_v3_modeling",
    lines: "170-185",
    size: "latent",
    ownClass: "DeepseekV3Config",
  },
};

/** Multimodal types, and which language models they can have. */
const MULTIMODAL: Readonly<Record<string, readonly string[]>> = {
  gemma3: ["gemma3_text"],
  llava_next: ["llama", "mistral", "gemma", "gemma2"],
  paligemma: ["gemma", "gemma2"],
  idefics2: ["mistral", "llama"],
  idefics3: ["llama", "mistral"],
};

/** null where the model file was not read, or the type is served by transformers' own code. */
export function tgiModel(outer: string, inner: string): TgiModel | null {
  if (outer !== inner && !(Object.hasOwn(MULTIMODAL, outer) && MULTIMODAL[outer]?.includes(inner))) return null;
  return Object.hasOwn(MODELS, inner) ? (MODELS[inner] ?? null) : null;
}
