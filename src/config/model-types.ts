/** What each model type makes of its RoPE keys, as data: an absent key means what the type makes of it. */
import measured from "./data/model-types.json" with { type: "json" };
import remote from "./data/remote-types.json" with { type: "json" };
import type { JsonObject } from "./model.ts";

/** Where the size of a head, and with it of the rotary part, comes from. */
export type HeadDimRule =
  | "head_dim or derived"
  | "head_dim"
  | "derived"
  | "qk_rope_head_dim"
  | "rotary_dim"
  | "kv_channels"
  /** By no key. */
  | "fixed";

/** What a key does: it counts, it is ignored in silence, or loading fails. */
export type KeyUse = "read" | "ignored" | "raises";

export interface PartialRule {
  readonly default: number | null;
  /** Whether the type's plain RoPE reads the key at top level, and in the block. Scaled types read both always. */
  readonly topLevel: boolean;
  readonly block: boolean;
  /** The key at top level, where it is not partial_rotary_factor. */
  readonly key?: string;
}

export interface LayerRule {
  readonly theta: number;
  readonly thetaKey?: string;
  readonly partial?: number;
  /** Whether a plain RoPE reads partial_rotary_factor in the layer type's block. */
  readonly readsPartial?: boolean;
  /** Heads of this layer type have their own size, under this key, else `headDim`. */
  readonly headDimKey?: string;
  readonly headDim?: number;
  /** The block of this layer type when the file has none. */
  readonly block?: JsonObject;
}

/** How a file's blocks reach the layer types; see scripts/build-model-types.mjs. */
export type LayerBlocks = "full" | "all" | "spread" | "compress" | "nested";

export interface ModelTypeRules {
  readonly theta: number;
  /** max_position_embeddings when the file does not say, tokens; null where the type knows no such length. */
  readonly length: number | null;
  /** The key of the window that the model was trained on, where it is not the claimed one. */
  readonly trainedLengthKey: string | null;
  /** Top-level keys for theta, the first one present counts. */
  readonly thetaKeys: readonly string[];
  /** A top-level key that multiplies theta (ChatGLM). */
  readonly thetaFactorKey: string | null;
  readonly headDimRule: HeadDimRule;
  /** The size of a head when the file does not say; null: hidden size by heads. */
  readonly headDim: number | null;
  /** d when the file does not say, for the rules that do not derive it from the head. */
  readonly rotaryDim: number | null;
  readonly partial: PartialRule;
  /** The block of the type itself, used when the file has none or null. */
  readonly block: JsonObject | null;
  readonly mropeSection: readonly number[] | null;
  readonly layers: Readonly<Record<string, LayerRule>> | null;
  readonly layerBlocks: LayerBlocks | null;
  /** Full-attention layers have no position embedding. */
  readonly ropeOnSlidingLayersOnly: boolean;
  readonly ropeScaling: KeyUse;
  /** A flat rope_parameters. */
  readonly ropeParameters: KeyUse;
  /** Whether `type` counts where `rope_type` is absent. */
  readonly readsTypeKey: boolean;
  /** The rope types that the type takes; null: all. */
  readonly ropeTypes: readonly string[] | null;
  /** Whether rope_type "mrope" means the plain one; elsewhere it raises. */
  readonly readsMrope: boolean;
  readonly rotation: "half" | "interleaved" | "interleaved unless rope_interleave is false";
  /** Its RoPE is that of a language model, not of a vision or audio part alone. */
  readonly language: boolean;
  readonly alsoReads: readonly string[];
  readonly readsSlidingWindow: boolean;
  /** Its config has layer_types even when the file has not: blocks under their names then count as one a layer type. */
  readonly declaresLayerTypes: boolean;
  /** Kinds of layers in their order, repeated; null: full attention, or an order that the data does not have. */
  readonly layerPattern: readonly string[] | null;
  /** 1: the layer has RoPE, 0: no position embedding; repeated. null: all have. */
  readonly ropeLayerPattern: readonly number[] | null;
  /** Values of other keys when the file does not have them. */
  readonly defaults: JsonObject;
}

/** The language model of a composite type. */
export interface Composite {
  readonly text: string;
  /** Flat keys at top level are read when there is no text_config. */
  readonly readsFlatKeys: boolean;
  /** A scaled block at top level, beside text_config, raises at load. */
  readonly raisesForFlatBlock: boolean;
}

type Row = Partial<ModelTypeRules>;

interface RemoteRow {
  readonly like?: string;
  readonly hasRope?: boolean;
  readonly rules?: Row;
}

const USUAL: ModelTypeRules = {
  theta: 10000,
  length: null,
  trainedLengthKey: null,
  thetaKeys: ["rope_theta"],
  thetaFactorKey: null,
  headDimRule: "head_dim or derived",
  headDim: null,
  rotaryDim: null,
  partial: { default: null, topLevel: false, block: false },
  block: null,
  mropeSection: null,
  layers: null,
  layerBlocks: null,
  ropeOnSlidingLayersOnly: false,
  ropeScaling: "read",
  ropeParameters: "read",
  readsTypeKey: true,
  ropeTypes: null,
  readsMrope: false,
  rotation: "half",
  language: true,
  alsoReads: [],
  readsSlidingWindow: false,
  declaresLayerTypes: false,
  layerPattern: null,
  ropeLayerPattern: null,
  defaults: {},
};

const TYPES = new Map(Object.entries(measured.types as Readonly<Record<string, Row>>));
const REMOTE = new Map(Object.entries(remote.types as Readonly<Record<string, RemoteRow>>));
const COMPOSITES = new Map(
  Object.entries(measured.composites as Readonly<Record<string, Partial<Composite> & { text: string }>>),
);
const WITHOUT_ROPE = new Set(measured.withoutRope);

/** The rules of a model type of transformers, or of one with code of its own that is known; null for unknown types. */
export function rulesOf(modelType: string): ModelTypeRules | null {
  const row = TYPES.get(modelType);
  if (row !== undefined) return { ...USUAL, ...row };
  const other = REMOTE.get(modelType);
  if (other === undefined) return null;
  return { ...USUAL, ...(other.like === undefined ? {} : TYPES.get(other.like)), ...other.rules };
}

/** Rules for types that nobody knows: those of llama, but the keys that the file has are believed. */
export const UNKNOWN_TYPE: ModelTypeRules = {
  ...USUAL,
  length: 2048,
  thetaKeys: ["rope_theta", "rotary_emb_base", "rope_freq_constant", "rope_embedding_base", "rope_base"],
  partial: { default: null, topLevel: true, block: true },
  readsMrope: true,
  readsSlidingWindow: true,
};

/** null: the type is no composite of several models. */
export function compositeOf(modelType: string): Composite | null {
  const row = COMPOSITES.get(modelType);
  return row === undefined ? null : { readsFlatKeys: false, raisesForFlatBlock: false, ...row };
}

/** Known to have no RoPE, or one in a vision or audio part only. */
export function isWithoutRope(modelType: string): boolean {
  return WITHOUT_ROPE.has(modelType);
}

/** Its code rotates even when the file has no RoPE key. */
export function rotatesWithoutKeys(modelType: string): boolean {
  return TYPES.has(modelType) || REMOTE.get(modelType)?.hasRope === true;
}

export function isKnownType(modelType: string): boolean {
  return TYPES.has(modelType) || REMOTE.has(modelType) || COMPOSITES.has(modelType) || WITHOUT_ROPE.has(modelType);
}

/** Whether transformers itself has the type. */
export function isStockType(modelType: string): boolean {
  return isKnownType(modelType) && !REMOTE.has(modelType);
}

const STEMS = new Map([...TYPES.keys(), ...REMOTE.keys(), ...COMPOSITES.keys()].map((type) => [stemOf(type), type]));

/** The model type whose name is `stem` but for capitals and punctuation; null when there is none. */
export function typeOfStem(stem: string): string | null {
  return STEMS.get(stemOf(stem)) ?? null;
}

/** What transformers calls its classes after the name of the type. */
const CLASS_SUFFIX =
  /(For(CausalLM|ConditionalGeneration|SequenceClassification|TokenClassification|QuestionAnswering|MultipleChoice|MaskedLM|PreTraining|ImageTextToText|SpeechSeq2Seq|AudioClassification|Retrieval|SentenceEmbedding|NextSentencePrediction|MaskGeneration|ImageClassification)|(With)?LMHead(Model)?|DoubleHeadsModel|Text(Model|Encoder)|PreTrainedModel|Model)$/;

/** Whether the class is called as transformers calls those of a type that it has: "LlamaForCausalLM", "Qwen3Model". */
export function isStockClass(className: string): boolean {
  const stem = stemOf(className.replace(CLASS_SUFFIX, ""));
  return CLASS_SUFFIX.test(className) && (STEMS.has(stem) || STOCK_STEMS.has(stem));
}

const STOCK_STEMS = new Set([...WITHOUT_ROPE].map(stemOf));

function stemOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
