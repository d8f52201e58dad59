/** Model files of mlx-lm that size or feed their rotation by rules of their own. */
import { floorDivide, truncatedProduct } from "../python/arithmetic.ts";
import { keyError, noAttribute, typeError, valueError } from "../python/raised.ts";
import { float, int, isDict, isList, numeric, type PyDict, type PyValue, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { LayerRotation } from "../report.ts";
import { rotatedPart } from "./part-rotations.ts";
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
    dims: truncatedProduct(head, read("partial_rotary_factor", 0.25)),
    base: read("rope_theta", 100000),
    maxPositionEmbeddings: given.get("max_position_embeddings") ?? int(131072),
  };
  const { ropes, lines } = byBlock(rope, parameters, "55-85");
  // The share is read before the block is handed on.
  const unshared = new Map([...parameters].filter(([key]) => key !== "partial_rotary_factor"));
  return { ropes, lines, block: unshared };
};

function plainOf(layerType: string | null, rope: Omit<MlxRope, "block" | "maxPositionEmbeddings">): LayerRotation {
  return { layerType, ...plain({ ...rope, block: null, maxPositionEmbeddings: null }, 1) };
}

/** head_dim, else the hidden size by heads; null: no number. */
function headOf(document: PyDict): number | null {
  const given = document.get("head_dim");
  return numeric(truthy(given) ? given : floorDivide(document.get("hidden_size"), document.get("num_attention_heads")));
}

/** One rotation with the usual base, whatever the document says of theta and scaling. */
function usual(dims: number | null, call: Call, lines: string): OwnRotation | null {
  if (dims === null) return null;
  return { ropes: [plainOf(null, { ...call, dims, base: int(10000) })], block: undefined, lines };
}

/** Yarn whatever the type of the block. */
const DEEPSEEK_V2: Rule = (document, call) => {
  const block = dictOf(document.get("rope_scaling"));
  if (block === null) throw noAttribute("NoneType", "get");
  const asYarn = new Map([...block].filter(([key]) => key !== "type")).set("rope_type", "deepseek_yarn");
  const base = document.get("rope_theta") ?? float(10000);
  const rotation = deepseek(document, { ...call, release: YARN_IN_FILE }, base, asYarn, "178-201");
  return { ...rotation, block };
};

/** The file's own yarn needs no release of rope_utils that knows it. */
const YARN_IN_FILE = "0.32.2";

/** Each kind of layer by its own head, block and theta; gemma4_text's defaults where the file has no blocks. */
const GEMMA4: Rule = (document, call) => {
  const blocks = dictOf(document.get("rope_parameters"));
  const head = document.get("head_dim") ?? int(256);
  const wide = document.has("global_head_dim") ? document.get("global_head_dim") : int(512);
  const ropeOf = (layerType: string, size: PyValue, theta: number, share: number): LayerRotation | null => {
    const own = new Map<string, PyValue>([
      ["partial_rotary_factor", float(share)],
      ["rope_theta", float(theta)],
      ["rope_type", share < 1 ? "proportional" : "default"],
    ]);
    const block = blocks === null ? own : dictOf(blocks.has(layerType) ? blocks.get(layerType) : new Map());
    if (block === null) throw noAttribute("NoneType", "get");
    const dims = numeric(size);
    if (dims === null) return null;
    const base = block.has("rope_theta") ? (block.get("rope_theta") ?? null) : float(10000);
    const maxPositionEmbeddings = document.get("max_position_embeddings") ?? int(131072);
    return { layerType, ...initializeRope({ ...call, dims, base, maxPositionEmbeddings, block }) };
  };
  const full = ropeOf("full_attention", truthy(wide) ? (wide ?? head) : head, 1000000, 0.25);
  const sliding = ropeOf("sliding_attention", head, 10000, 1);
  return full === null || sliding === null ? null : { ropes: [full, sliding], block: undefined, lines: "187-231" };
};

/** The block is read for its theta and, since 0.32, for the scaling of the attention by position when the model is built. */
const MINISTRAL3: Rule = (document, call) => {
  const block = document.get("rope_parameters") ?? null;
  if (!isDict(block)) throw typeError(`'${typeName(block)}' object is not subscriptable`);
  const scaled = atLeast(call.release, "0.32.0") ? ["llama_4_scaling_beta", "original_max_position_embeddings"] : [];
  for (const key of [...scaled, "rope_theta"]) if (!block.has(key)) throw keyError(key);
  const dims = headOf(document);
  if (dims === null) return null;
  const maxPositionEmbeddings = document.get("max_position_embeddings") ?? null;
  return byBlock({ ...call, dims, base: block.get("rope_theta"), maxPositionEmbeddings }, block, "63-82");
};

const RULES: Readonly<Record<string, Rule>> = {
  deepseek_v2: DEEPSEEK_V2,
  gear: (document, call) => {
    const dims = numeric(document.get("head_dim"));
    const kinds = document.get("layer_types");
    if (dims === null) return null;
    const rope = { ...call, dims, maxPositionEmbeddings: document.get("max_position_embeddings") };
    const base = document.get("rope_theta") ?? float(1000000);
    const full = byBlock({ ...rope, base }, dictOf(document.get("rope_scaling")), "157-173");
    if (!isList(kinds) || !kinds.includes("sliding_attention")) return full;
    const local = plainOf("sliding_attention", { ...rope, base: document.get("rope_local_base_freq") ?? float(10000) });
    return { ...full, ropes: [...full.ropes.map((each) => ({ ...each, layerType: "full_attention" })), local] };
  },
  gemma4_text: GEMMA4,
  gptj: (document, call) => {
    const head = floorDivide(document.get("n_embd") ?? int(4096), document.get("n_head") ?? int(16));
    const given = document.has("rotary_dim") ? document.get("rotary_dim") : int(64);
    return usual(numeric(truthy(given) ? given : head), call, "47-53");
  },
  hunyuan_v1_dense: (document, call) => {
    const block = dictOf(document.get("rope_scaling"));
    if (block !== null && block.size > 0 && !["alpha", "factor", "type"].every((key) => block.has(key))) {
      throw valueError("rope_scaling must contain keys {'alpha', 'factor', 'type'}");
    }
    const dims = headOf(document);
    const alpha = block?.get("alpha") ?? float(1);
    const [theta, stretch] = [numeric(document.get("rope_theta") ?? float(10000)), numeric(alpha)];
    if (dims === null || theta === null || stretch === null) return null;
    const base = float(theta * stretch ** (dims / (dims - 2)));
    const read = block?.has("alpha") === true ? new Map([["alpha", alpha]]) : null;
    return { ropes: [plainOf(null, { ...call, dims, base })], block: read, lines: "48-95" };
  },
  ministral3: MINISTRAL3,
  mistral4: (document, call) => {
    const block = dictOf(document.get("rope_parameters"));
    if (block === null) return deepseek(document, call, document.get("rope_theta") ?? float(10000), null, "49-126");
    const theta = block.has("rope_theta") ? (block.get("rope_theta") ?? null) : float(100000);
    return deepseek(document, call, theta, block, "63-126");
  },
  olmo3: (document, call) => {
    const dims = headOf(document);
    if (dims === null) return null;
    const rope = { ...call, dims, base: document.get("rope_theta") };
    const block = dictOf(document.get("rope_scaling"));
    const maxPositionEmbeddings = document.get("max_position_embeddings");
    const { ropes, lines } = byBlock({ ...rope, maxPositionEmbeddings }, block, "79-91");
    const full = ropes.map((each) => ({ ...each, layerType: "full_attention" }));
    return { ropes: [...full, plainOf("sliding_attention", rope)], block, lines };
  },
  phixtral: (document, call) => usual(numeric(document.get("rotary_dim") ?? int(32)), call, "42"),
  // The first release with the file does not get as far as its rotation.
  plamo2: (_document, call) => (below(call.release, "0.22.5") ? null : usual(128, call, "226-251")),
  plamo3: (document, call) => {
    const dims = numeric(document.get("head_dim") ?? int(128));
    if (dims === null) return null;
    const full = { ...call, dims, base: document.get("rope_theta") ?? float(1000000) };
    const local = { ...call, dims, base: document.get("rope_local_theta") ?? float(10000) };
    const ropes = [plainOf("full_attention", full), plainOf("sliding_attention", local)];
    return { ropes, block: undefined, lines: "104-106" };
  },
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
      return { layerType, ...plain({ ...rope, dims: truncatedProduct(document.get(head), share) }, 1) };
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
  const part = rotatedPart(document, file);
  if (part !== null) return { ropes: [plainOf(null, { ...call, ...part })], block: undefined, lines: part.lines };
  return Object.hasOwn(RULES, file) ? (RULES[file]?.(document, call) ?? null) : null;
}
