/** The models of llama.cpp 0c1e57098 whose conversion and graph were read, by the name in `architectures`. */
import registered from "../data/llama-cpp-architectures.json" with { type: "json" };

export interface LlamaCppModel {
  /** model_type of files that name no architecture. */
  readonly modelType: string;
  /** Name of the architecture in the GGUF. */
  readonly gguf: string;
  readonly converter: { readonly file: string; readonly lines: string };
  readonly graph: { readonly file: string; readonly lines: string };
  /** Which RoPE keys the converter writes; "gemma": none, not even theta. */
  readonly keys: "base" | "gemma" | "gemma3" | "gemma4" | "phi3";
  /** Which tensors of factors the converter makes from the block. */
  readonly makes?: "llama3" | "phi3" | "minicpm" | "proportional";
  /** llama3's factor where the block has none; elsewhere 8. */
  readonly llama3Factor?: number;
  /** What making llama3's tensor raises, where the GGUF architecture has no such tensor. */
  readonly llama3Raises?: string;
  /** Which of them the loader takes: "lists" (long and short), "freqs", "both" (lists when the type is longrope). */
  readonly takes?: "lists" | "freqs" | "both";
  /** The converter states the rotated size: the head, a key, or a share of either ("share": must be there; a number: default). */
  readonly dimension?: "head" | "latent" | "latent share" | "rotary_dim" | "rotary_pct" | "share" | number;
  /** head_dim does not count. */
  readonly ignoresHead?: boolean;
  /** The converter sets rope.scaling.type to none in the end. */
  readonly unscaled?: boolean;
  /** Sliding layers: a base (and where stated a size) of their own without scaling, or the file's without scaling. */
  readonly sliding?: "own" | "olmo2";
  /** The loader reads the file's betas and log multiplier. */
  readonly readsBetas?: boolean;
  /** How rope.scaling.yarn_log_multiplier is written and taken; glm-dsa's loader does not read it. */
  readonly logMultiplier?: "deepseek2" | "deepseek32" | "glm-dsa" | "mistral3";
  readonly sectionsRequired?: boolean;
  /** Its graph interleaves the sections, as mrope_interleaved asks for. */
  readonly interleavesSections?: boolean;
  /** What the converter writes where the block has no mrope_section. */
  readonly sections?: readonly number[];
}

const BASE = { file: "conversion/base.py", lines: "1352-1510" } as const;
const LLAMA = { file: "conversion/llama.py", lines: "298-326" } as const;

function graph(name: string, lines: string): LlamaCppModel["graph"] {
  return { file: `src/models/${name}.cpp`, lines };
}

/** Converted by the base class alone; its graph takes no factors. */
function plain(modelType: string, gguf: string, lines: string, file = gguf): LlamaCppModel {
  return { modelType, gguf, converter: BASE, graph: graph(file, lines), keys: "base" };
}

const LLAMA_LIKE: LlamaCppModel = {
  modelType: "llama",
  gguf: "llama",
  converter: LLAMA,
  graph: graph("llama", "61-66, 140-150"),
  keys: "base",
  makes: "llama3",
  takes: "both",
  dimension: "head",
};

function granite(modelType: string, gguf: string, number: number, file: string, lines: string): LlamaCppModel {
  return {
    ...LLAMA_LIKE,
    modelType,
    gguf,
    graph: graph(file, lines),
    ignoresHead: true,
    llama3Raises: `Missing <MODEL_TENSOR.ROPE_FREQS: 18> for MODEL_TENSORS of <MODEL_ARCH.${gguf === "granite" ? "GRANITE" : "GRANITE_MOE"}: ${number}>`,
  };
}

const GEMMA3: LlamaCppModel = {
  modelType: "gemma3_text",
  gguf: "gemma3",
  converter: { file: "conversion/gemma.py", lines: "140-160" },
  graph: graph("gemma3", "3-12, 134-145"),
  keys: "gemma3",
  sliding: "own",
};

const GEMMA4: LlamaCppModel = {
  ...GEMMA3,
  modelType: "gemma4",
  gguf: "gemma4",
  converter: { file: "conversion/gemma.py", lines: "665-762" },
  graph: graph("gemma4", "14, 66-97, 192-230"),
  keys: "gemma4",
  makes: "proportional",
  takes: "freqs",
};

const PHI3: LlamaCppModel = {
  modelType: "phi3",
  gguf: "phi3",
  converter: { file: "conversion/phi.py", lines: "148-211" },
  graph: graph("phi3", "54-55, 97-115"),
  keys: "phi3",
  makes: "phi3",
  takes: "lists",
};

const QWEN2_VL: LlamaCppModel = { ...plain("qwen2_vl", "qwen2vl", "4, 78-90"), sectionsRequired: true };

const QWEN3_VL: LlamaCppModel = {
  ...plain("qwen3_vl", "qwen3vl", "5, 102-115"),
  sectionsRequired: true,
  interleavesSections: true,
};

/** Its text layers, the full-attention ones among linear ones, rotate a quarter of the head. */
const QWEN3_5: LlamaCppModel = {
  ...QWEN3_VL,
  modelType: "qwen3_5",
  gguf: "qwen35",
  graph: graph("qwen35", "6, 299-309"),
  converter: { file: "conversion/qwen.py", lines: "375-396, 636-655" },
  dimension: 0.25,
  sections: [11, 11, 10, 0],
};

const DEEPSEEK2: LlamaCppModel = {
  ...plain("deepseek_v3", "deepseek2", "34-38, 436-443"),
  converter: { file: "conversion/deepseek.py", lines: "374-386" },
  dimension: "latent",
  logMultiplier: "deepseek2",
};

const MINISTRAL3: LlamaCppModel = {
  ...plain("ministral3", "mistral3", "7-9, 57-61, 131-143"),
  converter: { file: "conversion/mistral3.py", lines: "23-30" },
  takes: "both",
  dimension: "head",
  readsBetas: true,
  logMultiplier: "mistral3",
};

const MODELS: Readonly<Record<string, LlamaCppModel>> = {
  LlamaForCausalLM: LLAMA_LIKE,
  MistralForCausalLM: { ...LLAMA_LIKE, modelType: "mistral" },
  MixtralForCausalLM: { ...LLAMA_LIKE, modelType: "mixtral" },
  SmolLM3ForCausalLM: {
    ...plain("smollm3", "smollm3", "84-95"),
    converter: LLAMA,
    makes: "llama3",
    dimension: "head",
  },
  ArceeForCausalLM: {
    ...LLAMA_LIKE,
    modelType: "arcee",
    gguf: "arcee",
    graph: graph("arcee", "37, 80-90"),
    takes: "freqs",
  },
  ApertusForCausalLM: {
    ...LLAMA_LIKE,
    modelType: "apertus",
    gguf: "apertus",
    graph: graph("apertus", "32-35, 87-105"),
  },
  GraniteForCausalLM: granite("granite", "granite", 97, "granite", "87-91, 217-228"),
  GraniteMoeForCausalLM: granite("granitemoe", "granitemoe", 98, "granite-moe", "49-53"),
  Qwen2ForCausalLM: plain("qwen2", "qwen2", "86-95"),
  Qwen2MoeForCausalLM: plain("qwen2_moe", "qwen2moe", "98-108"),
  Qwen3ForCausalLM: plain("qwen3", "qwen3", "91-105"),
  Qwen3MoeForCausalLM: plain("qwen3_moe", "qwen3moe", "100-115"),
  Qwen3NextForCausalLM: {
    ...plain("qwen3_next", "qwen3next", "278-287"),
    converter: { file: "conversion/qwen.py", lines: "375-396" },
    dimension: 0.25,
  },
  Qwen3_5ForConditionalGeneration: QWEN3_5,
  Qwen3_5ForCausalLM: { ...QWEN3_5, modelType: "qwen3_5_text" },
  Qwen3_5MoeForConditionalGeneration: {
    ...QWEN3_5,
    modelType: "qwen3_5_moe",
    gguf: "qwen35moe",
    graph: graph("qwen35moe", "9, 323-333"),
  },
  Qwen3VLForConditionalGeneration: QWEN3_VL,
  Qwen3VLMoeForConditionalGeneration: {
    ...QWEN3_VL,
    modelType: "qwen3_vl_moe",
    gguf: "qwen3vlmoe",
    graph: graph("qwen3vlmoe", "5, 106-119"),
  },
  Qwen2VLForConditionalGeneration: QWEN2_VL,
  Qwen2_5_VLForConditionalGeneration: { ...QWEN2_VL, modelType: "qwen2_5_vl" },
  GemmaForCausalLM: {
    ...plain("gemma", "gemma", "72-80"),
    converter: { file: "conversion/gemma.py", lines: "34-57" },
    keys: "gemma",
  },
  Gemma2ForCausalLM: {
    ...plain("gemma2", "gemma2", "94-103"),
    converter: { file: "conversion/gemma.py", lines: "76-107" },
    keys: "gemma",
  },
  Gemma3ForCausalLM: GEMMA3,
  Gemma3ForConditionalGeneration: { ...GEMMA3, modelType: "gemma3" },
  Gemma4ForConditionalGeneration: GEMMA4,
  Gemma4ForCausalLM: { ...GEMMA4, modelType: "gemma4_text" },
  Phi3ForCausalLM: PHI3,
  PhiMoEForCausalLM: { ...PHI3, modelType: "phimoe", gguf: "phimoe", graph: graph("phimoe", "43-44") },
  MiniCPMForCausalLM: {
    ...plain("minicpm", "minicpm", "54-58"),
    converter: { file: "conversion/minicpm.py", lines: "33-46" },
    makes: "minicpm",
    takes: "both",
  },
  DeepseekV2ForCausalLM: { ...DEEPSEEK2, modelType: "deepseek_v2" },
  DeepseekV3ForCausalLM: DEEPSEEK2,
  KimiK25ForConditionalGeneration: { ...DEEPSEEK2, modelType: "kimi_k25" },
  Glm4MoeLiteForCausalLM: { ...DEEPSEEK2, modelType: "glm4_moe_lite" },
  DeepseekV32ForCausalLM: {
    ...DEEPSEEK2,
    modelType: "deepseek_v32",
    gguf: "deepseek32",
    graph: graph("deepseek32", "34-38, 356-362"),
    logMultiplier: "deepseek32",
  },
  GlmMoeDsaForCausalLM: {
    ...DEEPSEEK2,
    modelType: "glm_moe_dsa",
    gguf: "glm-dsa",
    converter: { file: "conversion/glm.py", lines: "365-370" },
    graph: graph("glm-dsa", "29-72, 400-406"),
    dimension: "latent share",
    logMultiplier: "glm-dsa",
  },
  GptOssForCausalLM: plain("gpt_oss", "gpt-oss", "11-13, 95-105", "openai-moe"),
  CohereForCausalLM: {
    ...plain("cohere", "command-r", "83-92"),
    converter: { file: "conversion/command_r.py", lines: "28-31" },
    unscaled: true,
  },
  Cohere2ForCausalLM: {
    ...plain("cohere2", "cohere2", "4-11, 83-98"),
    converter: { file: "conversion/command_r.py", lines: "40-51" },
    dimension: "rotary_pct",
    unscaled: true,
  },
  OlmoForCausalLM: plain("olmo", "olmo", "76-86"),
  Olmo2ForCausalLM: { ...plain("olmo2", "olmo2", "6-16, 115-145"), sliding: "olmo2" },
  Olmo3ForCausalLM: { ...plain("olmo3", "olmo2", "6-16, 115-145"), sliding: "olmo2" },
  OlmoeForCausalLM: plain("olmoe", "olmoe", "103-113"),
  Glm4ForCausalLM: {
    ...plain("glm4", "glm4", "109-117"),
    converter: { file: "conversion/glm.py", lines: "47-51" },
    dimension: 0.5,
  },
  Glm4MoeForCausalLM: {
    ...plain("glm4_moe", "glm4moe", "350-358", "glm4-moe"),
    converter: { file: "conversion/glm.py", lines: "151-159" },
    dimension: 0.5,
  },
  Exaone4ForCausalLM: {
    ...plain("exaone4", "exaone4", "52, 111-135"),
    converter: { file: "conversion/exaone.py", lines: "79-127" },
    makes: "llama3",
    llama3Factor: 16,
    takes: "freqs",
  },
  Llama4ForConditionalGeneration: {
    ...LLAMA_LIKE,
    modelType: "llama4",
    gguf: "llama4",
    graph: graph("llama4", "9-24, 73, 137-172"),
    takes: "freqs",
  },
  MiniMaxM2ForCausalLM: {
    ...plain("minimax_m2", "minimax-m2", "95-106"),
    converter: { file: "conversion/minimax.py", lines: "128-132" },
    dimension: "rotary_dim",
  },
  MiMoV2FlashForCausalLM: {
    ...plain("mimo_v2_flash", "mimo2", "8-12, 115-170"),
    converter: { file: "conversion/mimo.py", lines: "143-166" },
    dimension: "share",
    sliding: "own",
  },
  VoxtralForConditionalGeneration: { ...LLAMA_LIKE, modelType: "voxtral" },
  InternLM2ForCausalLM: plain("internlm2", "internlm2", "74-84"),
  Starcoder2ForCausalLM: plain("starcoder2", "starcoder2", "92-102"),
  SeedOssForCausalLM: plain("seed_oss", "seed-oss", "84-94"),
  Ministral3ForCausalLM: MINISTRAL3,
};

/** "unread": it is converted, but not known how; null: the converter does not know it. */
export function llamaCppModel(architecture: string): LlamaCppModel | "unread" | null {
  if (Object.hasOwn(MODELS, architecture)) return MODELS[architecture] ?? null;
  return registered.names.includes(architecture) ? "unread" : null;
}

/** The model that files of the type name. */
export function modelFor(modelType: string): LlamaCppModel | null {
  return Object.values(MODELS).find((model) => model.modelType === modelType) ?? null;
}
