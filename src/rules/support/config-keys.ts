/** Misspelt keys outside of RoPE blocks. Models carry keys of their own, so only near misses of a key that is missing are named. */
import type { JsonObject } from "../../config/model.ts";
import type { ModelTypeRules } from "../../config/model-types.ts";
import { knownKeys } from "../key-documentation.ts";
import type { Facts } from "./facts.ts";
import { editDistance, nearMiss } from "./near-miss.ts";

export interface MisspeltKey {
  readonly key: string;
  readonly meant: string;
  readonly group: "rope" | "shape";
}

/** Keys that decide RoPE. */
const ROPE = [
  "rope_scaling",
  "rope_parameters",
  "rope_theta",
  "original_max_position_embeddings",
  "partial_rotary_factor",
  "rope_local_base_freq",
] as const;

/** Keys that decide the window and the shape of attention. */
const SHAPE = [
  "max_position_embeddings",
  "hidden_size",
  "intermediate_size",
  "num_attention_heads",
  "num_hidden_layers",
  "num_key_value_heads",
  "head_dim",
  "sliding_window",
  "layer_types",
  "vocab_size",
  "model_type",
] as const;

const KNOWN: ReadonlySet<string> = new Set(knownKeys().config);

/** Published models have these, with lists or words in them; they resemble a known key and are none. */
const OTHER_KEYS: ReadonlySet<string> = new Set([
  "hidden_sizes",
  "hidden_dim",
  "head_dims",
  "num_heads",
  "layer_type",
  "layers_type",
  "sliding_windows",
  "qk_nope_head_dim",
]);

const seen = new WeakMap<JsonObject, readonly MisspeltKey[]>();

/** Asked by two rules about the same object. */
export function misspeltConfigKeys(facts: Facts): readonly MisspeltKey[] {
  const { object } = facts;
  if (!facts.language) return [];
  const found = seen.get(object) ?? findIn(facts);
  seen.set(object, found);
  // The code of a type that nobody knows may read any key: only a single slip is one.
  return facts.rules === null
    ? found.filter(({ key, meant }) => editDistance(letters(key), letters(meant)) <= 1)
    : found;
}

function findIn({ object, rules }: Facts): readonly MisspeltKey[] {
  const ofType = rules === null ? [] : keysOfType(rules);
  const rope = new Set<string>([...ROPE, ...ofType]);
  const candidates = [...new Set([...rope, ...SHAPE, ...sizesOfType(rules)])].filter((key) => !(key in object));
  const meantBy = nearMissOf(candidates);
  return Object.keys(object).flatMap((key) => {
    if (Object.hasOwn(rules?.defaults ?? {}, key)) return [];
    if ((OTHER_KEYS.has(key) && typeof object[key] !== "number") || KNOWN.has(key)) return [];
    const meant = meantBy(key);
    if (meant === null || isQualified(key, meant)) return [];
    return [{ key, meant, group: rope.has(meant) ? "rope" : "shape" }];
  });
}

/** The near misses among the candidates asked for last: while values are typed, keys stay what they are. */
let last: { readonly candidates: string; readonly found: Map<string, string | null> } | null = null;

function nearMissOf(candidates: readonly string[]): (key: string) => string | null {
  const asked = candidates.join("\n");
  if (last?.candidates !== asked) last = { candidates: asked, found: new Map() };
  const { found } = last;
  return (key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const meant = nearMiss(key, candidates);
    if (found.size >= MOST_KEPT) found.clear();
    found.set(key, meant);
    return meant;
  };
}

const MOST_KEPT = 1000;

/** Keys that decide the RoPE of this type under names of its own. */
function keysOfType({ thetaKeys, thetaFactorKey, partial, headDimRule, trainedLengthKey }: ModelTypeRules): string[] {
  const keys = [thetaFactorKey, partial.key, trainedLengthKey, OF_HEAD_DIM[headDimRule]];
  return [...thetaKeys, ...keys.filter((key) => typeof key === "string")];
}

const OF_HEAD_DIM: Partial<Readonly<Record<ModelTypeRules["headDimRule"], string>>> = {
  qk_rope_head_dim: "qk_rope_head_dim",
  rotary_dim: "rotary_dim",
  kv_channels: "kv_channels",
};

/** Switches of the sliding layers, where the type has them. */
function sizesOfType(rules: ModelTypeRules | null): string[] {
  return ["use_sliding_window", "max_window_layers"].filter((key) => rules !== null && key in rules.defaults);
}

function letters(key: string): string {
  return key.toLowerCase().replaceAll("_", "");
}

/** v_head_dim beside head_dim: a word more makes another key. */
function isQualified(key: string, meant: string): boolean {
  const words = key.split("_").filter((word) => word !== "");
  const own = meant.split("_");
  return words.length > own.length && own.every((word) => words.includes(word));
}
