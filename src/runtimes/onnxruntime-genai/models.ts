/** The builders of onnxruntime-genai by model type. */

export interface OnnxBuilder {
  readonly architecture: string;
  readonly file: string;
  readonly lines: string;
  /** "base": make_rope_init of the base class; "llama": LlamaModel's; "phi3": one of two classes; "gpt_oss": the base's, over the whole head. */
  readonly kind: "base" | "llama" | "phi3" | "gpt_oss";
}

function builder(architecture: string, kind: OnnxBuilder["kind"], file: string, lines: string): OnnxBuilder {
  return { architecture, kind, file, lines };
}

export const BUILDERS: Readonly<Partial<Record<string, OnnxBuilder>>> = {
  llama: builder("LlamaForCausalLM", "llama", "llama.py", "15-26"),
  nemotron: builder("NemotronForCausalLM", "llama", "nemotron.py", "9"),
  smollm3: builder("SmolLM3ForCausalLM", "llama", "smollm.py", "9"),
  mistral: builder("MistralForCausalLM", "base", "mistral.py", "13-15"),
  qwen2: builder("Qwen2ForCausalLM", "base", "qwen.py", "22"),
  qwen3: builder("Qwen3ForCausalLM", "base", "qwen.py", "27"),
  gemma: builder("GemmaForCausalLM", "base", "gemma.py", "19"),
  gemma2: builder("Gemma2ForCausalLM", "base", "gemma.py", "27"),
  gemma3_text: builder("Gemma3ForCausalLM", "base", "gemma.py", "122-147"),
  granite: builder("GraniteForCausalLM", "base", "granite.py", "11"),
  olmo: builder("OlmoForCausalLM", "base", "olmo.py", "11"),
  phi: builder("PhiForCausalLM", "base", "phi.py", "14"),
  phi3: builder("Phi3ForCausalLM", "phi3", "phi.py", "65-103"),
  gpt_oss: builder("GptOssForCausalLM", "gpt_oss", "gptoss.py", "40-49"),
};
