/** A small config of a model's type and shape, with a scaling block as RoPE Lens writes it. */
import { languageTypeOf } from "../config/language-type.ts";
import type { Dialect, ModelConfig, RopeEntry } from "../config/model.ts";
import { LLAMA3_DEFAULTS, type Llama3Bounds } from "../rope/scaling/llama3.ts";
import { longropeAttentionFactor } from "../rope/scaling/longrope.ts";
import { YARN_DEFAULTS, type YarnRamp } from "../rope/scaling/yarn.ts";
import type { RopeScaling, RopeSpec } from "../rope/spec.ts";
import { float, fromPlain, int, type PyDict, type PyValue } from "./python/value.ts";
import type { WrittenForm } from "./strategy-block.ts";

/** How far the window is stretched. */
export const TRIAL_SCALE = 4;
/** Another theta than the file's own. */
const THETA_RATIO = 1.75;
/** Enough layers for every pattern of layer types to show all of them. */
const LAYERS = 12;
const HEADS = 8;

/** Where the size of a head is stated: head_dim, hidden size by heads alone, or the part of a latent head that rotates. */
export const HEAD_SPELLINGS = ["head_dim", "shape", "latent"] as const;
export type HeadSpelling = (typeof HEAD_SPELLINGS)[number];

/** A form that RoPE Lens writes; "kept": the file's own longrope block as it is. */
export type TriedForm = WrittenForm | "kept";
/** What a trial writes: a form, or for comparison no block at all ("plain") and an explicit default one ("default"). */
export type TrialForm = TriedForm | "plain" | "default";

/** The RoPE that the block of a form states. */
export function trialSpec(form: TrialForm, { spec }: RopeEntry): RopeSpec {
  return {
    ...spec,
    theta: form === "theta" ? spec.theta * THETA_RATIO : spec.theta,
    scaling: trialScaling(form, spec),
    maxPositionEmbeddings: windowOf(form, spec),
    trainedFactor: 1,
  };
}

/** Forms for comparison keep the pretrained window, and dynamic scaling begins above this key's value. */
function windowOf(form: TrialForm, { pretrainedLength }: RopeSpec): number {
  const kept = form === "plain" || form === "default" || form === "dynamic";
  return kept ? pretrainedLength : pretrainedLength * TRIAL_SCALE;
}

/** Blocks are totals: they include what the model was trained with. */
function trialScaling(form: TrialForm, spec: RopeSpec): RopeScaling {
  const { pretrainedLength, rotaryDim, trainedFactor } = spec;
  const common = { factor: TRIAL_SCALE, originalLength: pretrainedLength };
  switch (form) {
    case "plain":
    case "default":
      return { type: "default" };
    case "kept":
      return spec.scaling;
    case "none":
    case "theta":
      return trainedFactor === 1 ? { type: "default" } : { type: "linear", factor: trainedFactor };
    case "linear":
      return { type: "linear", factor: TRIAL_SCALE * trainedFactor };
    case "dynamic":
      return { type: "dynamic", ...common };
    case "yarn":
      return {
        type: "yarn",
        ...common,
        ...rampOf(spec),
        attentionFactor: null,
        mscale: null,
        mscaleAllDim: null,
      };
    case "llama3":
      return { type: "llama3", ...common, ...bandOf(spec) };
    case "longrope": {
      const pairs = Math.floor(rotaryDim / 2);
      const divisors = Array.from({ length: pairs }, (_, i) => trainedFactor * (1 + ((TRIAL_SCALE - 1) * i) / pairs));
      const attentionFactor = longropeAttentionFactor(TRIAL_SCALE, pretrainedLength);
      return { type: "longrope", ...common, shortFactor: divisors, longFactor: divisors, attentionFactor };
    }
  }
}

/** The strategy keeps the file's own ramp. */
function rampOf({ scaling }: RopeSpec): YarnRamp {
  if (scaling.type !== "yarn") return YARN_DEFAULTS;
  const { betaFast, betaSlow, truncate } = scaling;
  return { betaFast, betaSlow, truncate };
}

/** And the file's own band between kept and divided frequencies. */
function bandOf({ scaling }: RopeSpec): Llama3Bounds {
  if (scaling.type !== "llama3") return LLAMA3_DEFAULTS;
  const { lowFreqFactor, highFreqFactor } = scaling;
  return { lowFreqFactor, highFreqFactor };
}

type Block = readonly (readonly [key: string, value: PyValue])[];

/** The file's own block, without theta. */
function keptBlock({ block }: RopeEntry): Block {
  return Object.entries(block).flatMap(([key, value]) =>
    key === "rope_theta"
      ? []
      : [[key, fromPlain(value, key.endsWith("max_position_embeddings") ? int : float)] as const],
  );
}

/** Betas that are no defaults are written, and both where vLLM looks them up (gpt_oss.py). */
function rampKeys({ betaFast, betaSlow, truncate }: YarnRamp, modelType: string): [string, PyValue][] {
  const keys: [string, PyValue][] = [];
  const all = modelType === "gpt_oss";
  if (all || betaFast !== YARN_DEFAULTS.betaFast) keys.push(["beta_fast", float(betaFast)]);
  if (all || betaSlow !== YARN_DEFAULTS.betaSlow) keys.push(["beta_slow", float(betaSlow)]);
  if (!truncate) keys.push(["truncate", false]);
  return keys;
}

/** The block of a form, without theta; null for forms that write none. */
function blockOf({ scaling, pretrainedLength }: RopeSpec, modelType: string): Block | null {
  const stretched: [string, PyValue][] = [
    ["rope_type", scaling.type],
    ["factor", float(TRIAL_SCALE)],
  ];
  const original: [string, PyValue] = ["original_max_position_embeddings", int(pretrainedLength)];
  switch (scaling.type) {
    case "linear":
      return [
        ["rope_type", "linear"],
        ["factor", float(scaling.factor)],
      ];
    case "dynamic":
      return stretched;
    case "yarn":
      return [...stretched, original, ...rampKeys(scaling, modelType)];
    case "llama3":
      return [
        ...stretched,
        original,
        ["low_freq_factor", float(scaling.lowFreqFactor)],
        ["high_freq_factor", float(scaling.highFreqFactor)],
      ];
    case "longrope":
      return [
        ...stretched,
        original,
        ["attention_factor", float(scaling.attentionFactor ?? 1)],
        ["short_factor", scaling.shortFactor.map(float)],
        ["long_factor", scaling.longFactor.map(float)],
      ];
    default:
      return null;
  }
}

/** The document with the form's block at the model's RoPE keys, nested as the file nests them. */
export function trialDocument(
  form: TrialForm,
  model: ModelConfig,
  entry: RopeEntry,
  dialect: Dialect,
  spelling: HeadSpelling,
  required: readonly string[],
): PyDict {
  const spec = trialSpec(form, entry);
  const type = languageTypeOf(model);
  const block = form === "kept" ? keptBlock(entry) : blockOf(spec, type);
  const inner = new Map<string, PyValue>([
    ["model_type", model.path === "" ? (model.modelType ?? "") : type],
    ...shape(spec, spelling),
    ["max_position_embeddings", int(spec.maxPositionEmbeddings)],
    ...layerTypes(model),
    ...(dialect === "v5" ? v5Keys(spec, model, entry, block) : v4Keys(spec, model, entry, block, form === "default")),
  ]);
  if (form === "kept" && entry.originalBeside !== null) {
    inner.set("original_max_position_embeddings", int(entry.originalBeside));
  }
  // Frameworks differ in whether they read it.
  if (entry.unreadPartial !== null) inner.set("partial_rotary_factor", float(entry.unreadPartial));
  for (const key of required) if (!inner.has(key)) inner.set(key, placeholder(key, spec));
  const keys = model.path.split("/").slice(1);
  if (keys.length === 0) return inner;
  const nested = keys.reduceRight<PyDict>((value, key) => new Map([[key, value]]), inner);
  return new Map<string, PyValue>([["model_type", model.modelType ?? ""], ...nested]);
}

function placeholder(key: string, { pretrainedLength }: RopeSpec): PyValue {
  if (key === "original_max_position_embeddings") return int(pretrainedLength);
  return key === "rope_scaling" ? null : int(1);
}

function shape({ headDim, rotaryDim }: RopeSpec, spelling: HeadSpelling): [string, PyValue][] {
  const common: [string, PyValue][] = [
    ["hidden_size", int(headDim * HEADS)],
    ["intermediate_size", int(headDim * HEADS * 2)],
    ["num_attention_heads", int(HEADS)],
    ["num_key_value_heads", int(HEADS)],
    ["num_hidden_layers", int(LAYERS)],
    ["vocab_size", int(1024)],
    ["rms_norm_eps", float(1e-6)],
  ];
  if (spelling === "head_dim") common.push(["head_dim", int(headDim)]);
  if (spelling === "latent") {
    return [
      ...common,
      ["qk_rope_head_dim", int(rotaryDim)],
      ["qk_nope_head_dim", int(rotaryDim)],
      ["v_head_dim", int(rotaryDim)],
      ["kv_lora_rank", int(4 * rotaryDim)],
      ["q_lora_rank", int(4 * rotaryDim)],
    ];
  }
  return rotaryDim === headDim ? common : [...common, ["partial_rotary_factor", float(rotaryDim / headDim)]];
}

function layerTypes({ ropes }: ModelConfig): [string, PyValue][] {
  const labels = ropes.flatMap(({ layerType }) => (layerType === null ? [] : [layerType]));
  if (labels.length === 0) return [];
  return [["layer_types", Array.from({ length: LAYERS }, (_, layer) => labels[layer % labels.length] ?? "")]];
}

function sections({ mropeSection }: RopeSpec): [string, PyValue][] {
  return mropeSection === null ? [] : [["mrope_section", mropeSection.map(int)]];
}

/** Types that keep their base in another key than rope_theta. */
const OTHER_THETA_KEY: Readonly<Record<string, string>> = {
  gpt_neox: "rotary_emb_base",
  gpt_neox_japanese: "rotary_emb_base",
  qwen: "rotary_emb_base",
};

function v4Keys(
  spec: RopeSpec,
  model: ModelConfig,
  entry: RopeEntry,
  block: Block | null,
  explicit: boolean,
): [string, PyValue][] {
  const kept = sections(spec);
  const local = model.ropes.find((rope) => rope !== entry && rope.layerType === "sliding_attention");
  const theta = OTHER_THETA_KEY[languageTypeOf(model)] ?? "rope_theta";
  const keys: [string, PyValue][] = [[theta, float(spec.theta)]];
  if (local !== undefined) keys.push(["rope_local_base_freq", float(local.spec.theta)]);
  if (block !== null || kept.length > 0 || explicit) {
    keys.push(["rope_scaling", new Map<string, PyValue>([...(block ?? [["rope_type", "default"]]), ...kept])]);
  }
  return keys;
}

function v5Keys(spec: RopeSpec, { ropes }: ModelConfig, entry: RopeEntry, block: Block | null): [string, PyValue][] {
  const own = parameters(spec, block);
  if (entry.layerType === null) return [["rope_parameters", own]];
  const blocks = ropes.flatMap((rope): [string, PyValue][] => {
    if (rope.layerType === null) return [];
    return [[rope.layerType, rope === entry ? own : parameters(trialSpec("plain", rope), null)]];
  });
  return [["rope_parameters", new Map(blocks)]];
}

function parameters(spec: RopeSpec, block: Block | null): PyDict {
  const { headDim, rotaryDim } = spec;
  return new Map<string, PyValue>([
    ...(block ?? [["rope_type", "default"]]),
    ["rope_theta", float(spec.theta)],
    ...(rotaryDim === headDim ? [] : ([["partial_rotary_factor", float(rotaryDim / headDim)]] as const)),
    ...sections(spec),
  ]);
}
