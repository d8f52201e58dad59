/** What CTranslate2's converter has a loader for. */

export interface Ct2Loader {
  readonly architecture: string;
  readonly lines: string;
  /** "block": get_rotary_params; "theta": theta alone, by default this one; "gemma3": theta of both kinds of layers; "phi3": its own. */
  readonly kind: "block" | "theta" | "gemma3" | "phi3";
  /** It passes head_dim on; else hidden size by heads counts. */
  readonly passesHead: boolean;
  readonly theta: number;
}

function loader(
  architecture: string,
  lines: string,
  kind: Ct2Loader["kind"],
  passesHead: boolean,
  theta: number,
): Ct2Loader {
  return { architecture, lines, kind, passesHead, theta };
}

export const LOADERS: Readonly<Partial<Record<string, Ct2Loader>>> = {
  llama: loader("LlamaForCausalLM", "2315-2386", "block", false, 10000),
  mistral: loader("MistralForCausalLM", "2995-3055", "block", true, 10000),
  qwen2: loader("Qwen2ForCausalLM", "3131-3190", "block", false, 10000),
  qwen3: loader("Qwen3ForCausalLM", "3272-3333", "block", true, 1_000_000),
  gemma: loader("GemmaForCausalLM", "2115-2146", "theta", true, 10000),
  gemma2: loader("Gemma2ForCausalLM", "2211-2242", "theta", true, 10000),
  gemma3_text: loader("Gemma3ForCausalLM", "2464-2570", "gemma3", true, 1_000_000),
  phi3: loader("Phi3ForCausalLM", "3527-3600", "phi3", false, 10000),
};

/** Names of the configuration classes with a loader, as the converter lists them. */
export const REGISTERED = [
  "BartConfig",
  "BertConfig",
  "BloomConfig",
  "CamembertConfig",
  "CodeGenConfig",
  "DistilBertConfig",
  "FalconConfig",
  "GPT2Config",
  "GPTBigCodeConfig",
  "GPTJConfig",
  "GPTNeoXConfig",
  "Gemma2Config",
  "Gemma3Config",
  "Gemma3TextConfig",
  "Gemma4Config",
  "Gemma4TextConfig",
  "Gemma4UnifiedConfig",
  "Gemma4UnifiedTextConfig",
  "GemmaConfig",
  "LlamaConfig",
  "M2M100Config",
  "MBartConfig",
  "MPTConfig",
  "MT5Config",
  "MarianConfig",
  "MistralConfig",
  "MixFormerSequentialConfig",
  "OPTConfig",
  "PegasusConfig",
  "Phi3Config",
  "PhiConfig",
  "Qwen2Config",
  "Qwen3Config",
  "RWConfig",
  "RobertaConfig",
  "T5Config",
  "T5Gemma2Config",
  "T5GemmaConfig",
  "UMT5Config",
  "Wav2Vec2BertConfig",
  "Wav2Vec2Config",
  "WhisperConfig",
  "XLMRobertaConfig",
];
