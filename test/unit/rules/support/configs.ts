/** Configs that tests start from, and short ways to ask for findings. */
import { readConfig } from "../../../../src/config/read-config.ts";
import { type DiagnoseOptions, type Diagnostic, diagnose } from "../../../../src/rules/index.ts";

type Values = Record<string, unknown>;

/** The real LLaMA-2 7B, without the keys that no rule reads. */
export const LLAMA2: Values = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: 4096,
  intermediate_size: 11008,
  max_position_embeddings: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 32,
  rms_norm_eps: 1e-5,
  vocab_size: 32000,
};

/** The text of LLaMA-2's config with other values; undefined takes a key out. */
export function llama(changes: Values = {}): string {
  return JSON.stringify({ ...LLAMA2, ...changes }, null, 2);
}

export function findings(text: string, options?: DiagnoseOptions): Diagnostic[] {
  return diagnose(readConfig(text), options);
}

/** The findings of one code. */
export function findingsOf(code: string, text: string, options?: DiagnoseOptions): Diagnostic[] {
  return findings(text, options).filter((finding) => finding.code === code);
}
