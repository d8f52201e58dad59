/** Model files of mlx-lm that size or feed their rotation by rules of their own. */
import { floorDivide, multiply, truncate } from "../python/arithmetic.ts";
import { keyError, noAttribute } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, typeName } from "../python/value.ts";
import type { LayerRotation } from "../report.ts";
import { initializeRope, type MlxRope, plain } from "./rope-utils.ts";

type Call = Pick<MlxRope, "release" | "sequenceLength">;

export interface OwnRotation {
  readonly ropes: readonly LayerRotation[];
  /** The block that initialize_rope got; undefined: the file hands it none. */
  readonly block: PyDict | null | undefined;
  /** In the file that was read. */
  readonly lines: string;
}

type Rule = (document: PyDict, call: Call) => OwnRotation | null;

function part(whole: PyValue | undefined, share: PyValue | undefined): number {
  return truncate(multiply(whole, share).value);
}

function dictOf(value: PyValue | undefined): PyDict | null {
  if (value === undefined || value === null) return null;
  if (isDict(value)) return value;
  throw noAttribute(typeName(value), "get");
}

/** One rotation by initialize_rope. */
function byBlock(rope: Omit<MlxRope, "block">, block: PyDict | null, lines: string): OwnRotation {
  return { ropes: [{ layerType: null, ...initializeRope({ ...rope, block }) }], block, lines };
}

/** The indexer's rotation is that of the attention, pairs apart. */
function deepseek(document: PyDict, call: Call, base: PyValue, block: PyDict | null, lines: string) {
  const dims = numeric(document.get("qk_rope_head_dim") ?? int(64)) ?? 64;
  const maxPositionEmbeddings = document.get("max_position_embeddings") ?? int(2048);
  return byBlock({ ...call, dims, base, maxPositionEmbeddings }, block, lines);
}

const QWEN3_5: Rule = (document, call) => {
  const given = document.has("text_config") ? document.get("text_config") : document;
  if (!isDict(given) || given.get("hidden_size") === undefined) return null;
  const parameters = dictOf(given.get("rope_parameters"));
  if (parameters === null || parameters.size === 0) return null;
  const head = given.get("head_dim") ?? floorDivide(given.get("hidden_size"), given.get("num_attention_heads"));
  const read = (key: string, byDefault: number): PyValue =>
    parameters.has(key) ? (parameters.get(key) ?? null) : float(byDefault);
  const rope = {
    ...call,
    dims: part(head, read("partial_rotary_factor", 0.25)),
    base: read("rope_theta", 100000),
    maxPositionEmbeddings: given.get("max_position_embeddings") ?? int(131072),
  };
  const { ropes, lines } = byBlock(rope, parameters, "55-85");
  // The share is read before the block is handed on.
  const unshared = new Map([...parameters].filter(([key]) => key !== "partial_rotary_factor"));
  return { ropes, lines, block: unshared };
};

const RULES: Readonly<Record<string, Rule>> = {
  deepseek_v32: (document, call) =>
    deepseek(
      document,
      call,
      document.get("rope_theta") ?? float(10000),
      dictOf(document.get("rope_scaling")),
      "177-183",
    ),
  glm_moe_dsa: (document, call) => {
    const parameters = dictOf(document.get("rope_parameters"));
    if (parameters === null) return null;
    const theta = parameters.get("rope_theta");
    if (theta === undefined) throw keyError("rope_theta");
    return deepseek(document, call, theta, parameters, "47-49");
  },
  mimo_v2_flash: (document, call) => {
    const share = document.get("partial_rotary_factor");
    const ropeOf = (layerType: string, head: string, theta: string): LayerRotation => {
      const rope = { ...call, block: null, maxPositionEmbeddings: null, base: document.get(theta) };
      return { layerType, ...plain({ ...rope, dims: part(document.get(head), share) }, 1) };
    };
    const full = ropeOf("full_attention", "head_dim", "rope_theta");
    const sliding = ropeOf("sliding_attention", "swa_head_dim", "swa_rope_theta");
    return { ropes: [full, sliding], block: undefined, lines: "63-90" };
  },
  minimax: (document, call) => {
    const dims = numeric(document.get("rotary_dim"));
    if (dims === null) return null;
    const rope = { ...call, dims, block: null, maxPositionEmbeddings: null, base: document.get("rope_theta") };
    return { ropes: [{ layerType: null, ...plain(rope, 1) }], block: undefined, lines: "121" };
  },
  qwen3_5: QWEN3_5,
  qwen3_5_moe: QWEN3_5,
};

/** null: the file has no such rule, or the document lacks what it rests on. */
export function ownRotation(document: PyDict, file: string, call: Call): OwnRotation | null {
  return Object.hasOwn(RULES, file) ? (RULES[file]?.(document, call) ?? null) : null;
}
