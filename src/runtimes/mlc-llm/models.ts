/** The config classes of MLC-LLM that were read. */

export interface MlcModel {
  readonly file: string;
  readonly lines: string;
  /**
   * "llama": llama3 or nothing; "ignored": the class has no rope_scaling; "phi3": its own check; "tvm": handed on to
   * TVM's switch_rope_freq_func as it is.
   */
  readonly kind: "llama" | "ignored" | "phi3" | "tvm";
  /** Name of the class, where rope_theta must stand at top level. */
  readonly needsTheta?: string;
}

function model(file: string, lines: string, kind: MlcModel["kind"], needsTheta?: string): MlcModel {
  return { file, lines, kind, ...(needsTheta === undefined ? {} : { needsTheta }) };
}

export const MLC_MODELS: Readonly<Partial<Record<string, MlcModel>>> = {
  llama: model("llama/llama_model.py", "24-90", "llama"),
  mixtral: model("mixtral/mixtral_model.py", "25-29", "llama"),
  mistral: model("mistral/mistral_model.py", "22-79", "ignored"),
  qwen2: model("qwen2/qwen2_model.py", "25-65", "ignored", "QWen2Config"),
  qwen2_moe: model("qwen2_moe/qwen2_moe_model.py", "24-32", "ignored", "Qwen2MoeConfig"),
  qwen3: model("qwen3/qwen3_model.py", "25-90", "ignored", "Qwen3Config"),
  qwen3_moe: model("qwen3_moe/qwen3_moe_model.py", "24-31", "ignored", "Qwen3MoeConfig"),
  gemma: model("gemma/gemma_model.py", "22-70", "ignored"),
  internlm2: model("internlm2/internlm2_model.py", "24-66", "ignored", "InternLM2Config"),
  olmo: model("olmo/olmo_model.py", "35-76", "tvm"),
  olmo2: model("olmo2/olmo2_model.py", "34-75", "tvm"),
  phi3: model("phi3/phi3_model.py", "35-75", "phi3"),
};
