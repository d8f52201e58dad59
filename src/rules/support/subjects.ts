/** What a pointer of the file is about. What stands on a subject is not discussed while something there is unsettled. */
import { childPointer, pointerKeys } from "../../config/json-pointer.ts";
import { LENGTH_KEYS } from "../../config/lengths.ts";
import type { Facts } from "./facts.ts";

/**
 * "block": the RoPE block; "theta": the base; "window": the lengths; "head": what the size of the rotating part follows from; "sliding": which
 * layers see how far; "checkpoint": what a published checkpoint is known by.
 */
export type Subject = "block" | "theta" | "window" | "head" | "sliding" | "checkpoint";

const KEYS: Readonly<Record<Exclude<Subject, "block">, ReadonlySet<string>>> = {
  theta: new Set(["rope_theta", "rotary_emb_base", "global_rope_theta", "local_rope_theta", "rope_local_base_freq"]),
  window: new Set([...LENGTH_KEYS, "original_max_position_embeddings"]),
  head: new Set([
    "hidden_size",
    "num_attention_heads",
    "head_dim",
    "n_embd",
    "n_head",
    "kv_channels",
    "qk_rope_head_dim",
    "rotary_dim",
    "rotary_pct",
    "partial_rotary_factor",
  ]),
  sliding: new Set(["sliding_window", "use_sliding_window", "max_window_layers", "layer_types"]),
  checkpoint: new Set([
    "hidden_size",
    "intermediate_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "vocab_size",
    "rms_norm_eps",
    "layer_norm_eps",
    "rope_theta",
  ]),
};

/** Of a place in the language model's part; a RoPE block counts wherever it stands. */
export function subjectsOf(facts: Facts, pointer: string): readonly Subject[] {
  const keys = pointerKeys(pointer);
  const subjects: Subject[] = keys.some((key) => key === "rope_scaling" || key === "rope_parameters") ? ["block"] : [];
  const inside = subjects.length > 0 ? keys.at(-1) : keys[pointerKeys(facts.path).length];
  if (inside === undefined) return subjects;
  const own = childPointer(facts.path, inside);
  if (subjects.length === 0 && pointer !== own && !pointer.startsWith(`${own}/`)) return [];
  for (const [subject, names] of Object.entries(KEYS)) {
    if (isSubject(subject) && names.has(inside)) subjects.push(subject);
  }
  return subjects;
}

function isSubject(name: string): name is Exclude<Subject, "block"> {
  return Object.hasOwn(KEYS, name);
}
