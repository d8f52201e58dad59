/** Configs that tests start from, and short ways to ask for findings. */
import { expect } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import { applyEdits } from "../../../../src/config/text-edit.ts";
import { type DiagnoseOptions, type Diagnostic, diagnose } from "../../../../src/rules/index.ts";

export type Values = Readonly<Record<string, unknown>>;

/** The real LLaMA-2 7B, without the keys that no rule reads. */
const LLAMA2: Values = {
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

/** A Llama of no published shape, 64 pairs in a head. */
const SMALL: Values = {
  model_type: "llama",
  hidden_size: 2048,
  num_attention_heads: 16,
  num_hidden_layers: 24,
  max_position_embeddings: 16384,
  rope_theta: 500000,
};

/** Keys that Python writes as floats. */
const FLOATS =
  /"(factor|rope_theta|attention_factor|beta_fast|beta_slow|low_freq_factor|high_freq_factor)": (-?\d+)(?=[,\n])/g;

/** JSON as a config's author would have it: two spaces, whole factors with ".0". */
export function json(values: Values): string {
  return JSON.stringify(values, null, 2).replace(FLOATS, '"$1": $2.0');
}

/** The text of LLaMA-2's config with other values; undefined takes a key out. */
export function llama(changes: Values = {}): string {
  return json({ ...LLAMA2, ...changes });
}

/** The text of a small Llama's config with other values; undefined takes a key out. */
export function small(changes: Values = {}): string {
  return json({ ...SMALL, ...changes });
}

/** A yarn block x4 of 4096 with other values. */
export function yarn(changes: Values = {}): Values {
  return { rope_type: "yarn", factor: 4, original_max_position_embeddings: 4096, ...changes };
}

/** A multimodal config: keys of the whole, and of its language model. */
export function llava(outer: Values = {}, inner: Values = {}): string {
  const text = { model_type: "llama", hidden_size: 2048, num_attention_heads: 16, max_position_embeddings: 16384 };
  return json({ model_type: "llava", ...outer, text_config: { ...text, ...inner } });
}

/** A Gemma 3 of no published shape. */
export function gemma(changes: Values = {}): string {
  const shape = { hidden_size: 1152, num_attention_heads: 4, num_hidden_layers: 12, head_dim: 256 };
  return json({ model_type: "gemma3_text", ...shape, max_position_embeddings: 32768, sliding_window: 512, ...changes });
}

/** A Llama with 4 pairs in a head, and a longrope block x4 of 4096 with other values. */
export function tiny(block: Values): string {
  const shape = { hidden_size: 16, num_attention_heads: 2, num_hidden_layers: 2 };
  const scaling = { rope_type: "longrope", factor: 4, original_max_position_embeddings: 4096, ...block };
  return json({ model_type: "llama", ...shape, max_position_embeddings: 16384, rope_scaling: scaling });
}

/** A DeepSeek-V3 of no published shape. */
export function mla(changes: Values = {}): string {
  const shape = { hidden_size: 2048, num_attention_heads: 16, num_hidden_layers: 12, qk_rope_head_dim: 64 };
  return json({ model_type: "deepseek_v3", ...shape, max_position_embeddings: 163840, ...changes });
}

/** A gpt-oss of no published shape. */
export function oss(changes: Values = {}): string {
  const shape = { hidden_size: 2048, num_attention_heads: 16, num_hidden_layers: 12 };
  return json({ model_type: "gpt_oss", ...shape, max_position_embeddings: 4096, rope_theta: 150000, ...changes });
}

/** A Qwen2 of no published shape. */
export function qwen(changes: Values = {}): string {
  return small({ model_type: "qwen2", max_position_embeddings: 32768, rope_theta: 1000000, ...changes });
}

export function findings(text: string, options?: DiagnoseOptions): Diagnostic[] {
  return diagnose(readConfig(text), options);
}

/** The findings of one code. */
export function findingsOf(code: string, text: string, options?: DiagnoseOptions): Diagnostic[] {
  return findings(text, options).filter((finding) => finding.code === code);
}

/** The one finding of that code. */
export function only(code: string, text: string, options?: DiagnoseOptions): Diagnostic {
  const found = findingsOf(code, text, options);
  const [first] = found;
  expect(found.map((finding) => finding.code)).toEqual([code]);
  if (first === undefined) throw new Error(`no finding ${code}`);
  return first;
}

/** What stands in the text where the finding points. */
export function marked(text: string, { offset, length }: Diagnostic): string {
  return text.slice(offset, offset + length);
}

/** The text after the fix of that title. */
export function fixedBy(title: string, finding: Diagnostic, text: string): string {
  const titles = finding.fixes.map((fix) => fix.title);
  expect(titles).toContain(title);
  return applyEdits(text, finding.fixes.find((fix) => fix.title === title)?.edits ?? []);
}
