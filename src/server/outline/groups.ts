/** Which part of a model each key of a config belongs to. */
import { LENGTH_KEYS, SHAPE_KEYS } from "../../config/index.ts";

/** In the order of the outline. */
export const GROUPS = ["model", "shape", "rope", "window", "feedForward", "tokens", "parts", "other"] as const;
export type Group = (typeof GROUPS)[number];

const SHAPE: ReadonlySet<string> = new Set([
  ...SHAPE_KEYS.hidden,
  ...SHAPE_KEYS.layers,
  ...SHAPE_KEYS.heads,
  ...SHAPE_KEYS.kvHeads,
]);
const WINDOW: ReadonlySet<string> = new Set([...LENGTH_KEYS, "layer_types", "max_window_layers"]);
const FEED_FORWARD: ReadonlySet<string> = new Set([...SHAPE_KEYS.intermediate, "hidden_act", "hidden_activation"]);

/** The first that matches counts: rope_* is RoPE before anything else. */
const PATTERNS: readonly (readonly [Group, RegExp])[] = [
  ["rope", /rope|rotary|mrope|^(?:use_dynamic_ntk|use_logn_attn|rotary_emb_base)$/],
  ["window", /original_max_position|position_embeddings|sliding_window|^attention_chunk_size$|^attn_window|^window/],
  ["tokens", /token|vocab|^tie_word_embeddings$/],
  ["feedForward", /expert|^moe_|_moe_|^mlp_|router|^ffn/],
  ["shape", /head|attention|attn|^qk_|^q_lora|^kv_|^v_head|^num_hidden|^use_qk_norm$/],
  ["model", /^(?:model_type|architectures|_name_or_path|auto_map|transformers_version|torch_dtype|dtype|use_cache)$/],
  ["model", /norm|initializer|quantization|^bf16$|^fp16$|dropout/],
];

/** @param holdsKeys whether the value is an object: a part of the model of its own, where no pattern claims it */
export function groupOf(key: string, holdsKeys: boolean): Group {
  if (SHAPE.has(key)) return "shape";
  if (WINDOW.has(key)) return "window";
  if (FEED_FORWARD.has(key)) return "feedForward";
  const known = PATTERNS.find(([, pattern]) => pattern.test(key))?.[0];
  return known ?? (holdsKeys ? "parts" : "other");
}
