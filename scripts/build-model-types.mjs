// Writes src/config/data/model-types.json: what each model type of transformers makes of its RoPE keys, in the short form that the reader uses.
// Sources: test/fixtures/golden/model-types (which keys each type reads, measured) and test/fixtures/golden/defaults (its default config).
// Run it, then `npx biome format --write src/config/data`. With --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const RELEASE = "transformers-5.24.0";
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const golden = resolve(root, "test/fixtures/golden");
const measured = JSON.parse(readFileSync(resolve(golden, `model-types/${RELEASE}.json`), "utf8")).types;
const defaults = new Map(
  readFileSync(resolve(golden, `defaults/${RELEASE}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ modelType, config }) => [modelType, config]),
);

/** Keys of a default config that the reader falls back to. */
const DEFAULT_KEYS = [
  ...["hidden_size", "n_embd", "d_model", "intermediate_size", "ffn_hidden_size", "ffn_dim", "n_inner"],
  ...["num_hidden_layers", "n_layer", "n_layers", "num_attention_heads", "n_head", "n_heads"],
  ...["decoder_num_hidden_layers", "decoder_num_attention_heads", "decoder_num_key_value_heads"],
  ...["num_key_value_heads", "num_kv_heads", "vocab_size", "multi_query", "new_decoder_architecture"],
  ...["rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_eps", "norm_epsilon"],
  ...["sliding_window", "use_sliding_window", "max_window_layers", "attention_chunk_size", "attention_window_size"],
  ...["kv_lora_rank", "qk_rope_head_dim", "qk_nope_head_dim", "v_head_dim", "num_kv_shared_layers"],
  ...["no_rope_layer_interval", "image_size", "patch_size", "original_max_position_embeddings"],
];

/** Not in the measured data; from the configuration classes of the same release. */
const OWN_THETA_PER_LAYER = { local: "sliding_attention", swa: "sliding_attention", compress: "compress" };
const PARTIAL_PER_LAYER = ["laguna", "mellum", "mimo_v2_flash", "neomme", "step3p5", "zaya"];
const ROPE_ONLY_ON_SLIDING_LAYERS = ["cohere2", "cohere2_moe", "exaone4", "exaone_moe", "kolibri1"];
const ROTATES_HALF_OF_THE_HEAD = ["dinov3_vit", "eomt_dinov3", "sapiens2", "sam3_vit_model"];

/** Types that refuse every other rope_type. */
const ROPE_TYPES = {
  phi3: ["default", "longrope"],
  phi4_multimodal: ["default", "longrope"],
  cosmos3_edge_text: ["default"],
  ernie4_5_vl_moe_text: ["default"],
  recurrent_gemma: ["default"],
  phimoe: ["default", "longrope"],
  sam3_vit_model: ["default"],
};

/** The measurement failed for want of partial_rotary_factor in its block, not because blocks are refused. */
const READS_BLOCKS = ["mistral4"];

/** Types that take rope_type "mrope" for the plain one; all others raise. */
const READS_MROPE = ["qwen2_vl_text", "qwen2_5_vl_text"];
const READS_ALPHA = ["hunyuan_v1_dense", "hunyuan_v1_moe", "hunyuan_vl", "hunyuan_vl_text"];

const HEAD_DIM_RULES = {
  "head_dim, else hidden_size / num_attention_heads": "head_dim or derived",
  "head_dim (class default; hidden_size is not used)": "head_dim",
  "hidden_size / num_attention_heads (head_dim is not read)": "derived",
  "hidden_size / num_attention_heads (head_dim raises)": "derived",
  qk_rope_head_dim: "qk_rope_head_dim",
  "qk_rope_head_dim; a head_dim key in the file replaces it": "qk_rope_head_dim",
  "qk_rope_head_dim; a head_dim key in the file replaces it and the model then fails": "qk_rope_head_dim",
  rotary_dim: "rotary_dim",
  "kv_channels (head_dim is the same key)": "kv_channels",
  "not moved by head_dim, hidden_size, qk_rope_head_dim, kv_channels or rotary_dim": "fixed",
};

function reading(outcome) {
  return outcome.startsWith("raises") ? "raises" : outcome.startsWith("read") ? "read" : "ignored";
}

/** The key, left out of the row when it has the value that most types have. */
function unless(usual, key, value) {
  return JSON.stringify(value) === JSON.stringify(usual) || value === undefined ? {} : { [key]: value };
}

function typeRow(name, type) {
  const config = defaults.get(name) ?? {};
  const layered = type.layers !== undefined;
  // Two head sizes at once look as if no key moved them.
  const rule = type.alsoReads?.includes("global_head_dim") ? "head_dim" : HEAD_DIM_RULES[type.headDimRule];
  if (rule === undefined) throw new Error(`${name}: unknown head_dim rule "${type.headDimRule}"`);
  const ropeTypes = ROPE_TYPES[name] ?? null;
  const readsBlocks = ropeTypes !== null || READS_BLOCKS.includes(name);
  return {
    ...unless(10000, "theta", type.ropeTheta),
    ...unless(null, "length", type.maxPositionEmbeddings),
    ...unless(["rope_theta"], "thetaKeys", type.thetaKeysRead),
    ...unless("head_dim or derived", "headDimRule", rule),
    ...unless(
      null,
      "headDim",
      rule === "head_dim" || rule === "kv_channels" ? (type.headDim ?? config.head_dim ?? null) : null,
    ),
    ...unless(null, "rotaryDim", rotaryDimOf(type, rule)),
    ...unless(undefined, "partial", layered ? undefined : partialOf(name, type)),
    ...unless(undefined, "block", type.block),
    ...unless(null, "mropeSection", config.rope_parameters?.mrope_section ?? null),
    ...unless(undefined, "layers", layered ? layersOf(name, type) : undefined),
    ...unless(undefined, "layerBlocks", layered ? layerBlocksOf(type) : undefined),
    ...unless(false, "ropeOnSlidingLayersOnly", ROPE_ONLY_ON_SLIDING_LAYERS.includes(name)),
    ...unless("read", "ropeScaling", readsBlocks ? "read" : reading(type.ropeScalingLinear)),
    ...unless("read", "ropeParameters", readsBlocks ? "read" : reading(type.ropeParametersFlat)),
    ...unless(true, "readsTypeKey", type.ropeScalingTypeOnly !== "ignored" || type.ropeScalingLinear === "ignored"),
    ...unless(null, "ropeTypes", ropeTypes),
    ...unless(false, "readsMrope", READS_MROPE.includes(name)),
    ...unless("half", "rotation", rotationOf(type.rotation)),
    ...unless(true, "language", type.language),
    ...unless([], "alsoReads", [...(type.alsoReads ?? []), ...(READS_ALPHA.includes(name) ? ["alpha"] : [])]),
    ...unless(false, "declaresLayerTypes", "layer_types" in config),
    ...unless(null, "layerPattern", layerPatternOf(config.layer_types ?? config.block_types ?? null)),
    ...unless(false, "readsSlidingWindow", "sliding_window" in config),
    ...unless(null, "ropeLayerPattern", ropeLayerPatternOf(config)),
    ...unless({}, "defaults", defaultsOf(config)),
  };
}

function defaultsOf(config) {
  const scalars = DEFAULT_KEYS.filter((key) => ["number", "boolean"].includes(typeof config[key]));
  return Object.fromEntries(scalars.map((key) => [key, config[key]]));
}

/** 1 for a layer with RoPE, 0 for one without position embedding (NoPE). */
function ropeLayerPatternOf({ no_rope_layers: rotates, layer_rope_theta: thetas }) {
  return periodOf(rotates ?? thetas?.map((theta) => (theta > 0 ? 1 : 0)) ?? []);
}

function rotaryDimOf(type, rule) {
  if (rule === "fixed" && type.layers === undefined) return type.rotaryDim;
  return rule === "qk_rope_head_dim" || rule === "rotary_dim" ? (type.rotaryDim ?? firstLayer(type).rotaryDim) : null;
}

function firstLayer(type) {
  return Object.values(type.layers)[0];
}

function partialOf(name, type) {
  if (ROTATES_HALF_OF_THE_HEAD.includes(name)) return { default: 0.5, topLevel: false, block: false };
  const topLevel = type.partialTopLevel === "read";
  const block = type.partialInBlock === "read";
  const factor = type.partialRotaryFactor ?? null;
  if (!topLevel && !block && factor === null) return undefined;
  return { default: factor, topLevel, block, ...unless(undefined, "key", type.partialKey) };
}

/** Per layer type: its own theta and its key, partial rotary factor, head size and default block. */
function layersOf(name, type) {
  const config = defaults.get(name) ?? {};
  const byLayer = config.rope_parameters ?? {};
  const main = Object.keys(type.layers).find((layer) => !layer.includes("sliding") && layer !== "compress");
  return Object.fromEntries(
    Object.entries(type.layers).map(([layer, { ropeTheta, partialRotaryFactor }]) => {
      const keys = type.thetaKeysRead;
      const own = keys.find((key) =>
        Object.entries(OWN_THETA_PER_LAYER).some(([word, of]) => key.includes(word) && of === layer),
      );
      const shared = keys.find((key) => !Object.keys(OWN_THETA_PER_LAYER).some((word) => key.includes(word)));
      const thetaKey = own ?? (layer === main || name === "neomme" ? shared : undefined);
      const global = type.alsoReads?.includes("global_head_dim") && layer === "full_attention";
      const { rope_theta: _, ...block } = byLayer[layer] ?? {};
      const row = {
        theta: ropeTheta,
        ...unless(undefined, "thetaKey", thetaKey),
        ...unless(null, "partial", partialRotaryFactor ?? null),
        ...unless(false, "readsPartial", PARTIAL_PER_LAYER.includes(name)),
        ...(global ? { headDimKey: "global_head_dim", headDim: type.layers[layer].rotaryDim } : {}),
        ...unless({}, "block", block),
      };
      return [layer, row];
    }),
  );
}

/**
 * How a file's blocks reach the layers. "full": rope_scaling is merged into full_attention; "all": into every layer type;
 * "spread": a flat block is every layer type's; "compress": a flat block is that of the compressed layers; "nested": only nested blocks load.
 */
function layerBlocksOf(type) {
  if (type.layers.compress !== undefined) return "compress";
  if (type.thetaKeysRead.includes("global_rope_theta")) return "all";
  if (type.ropeParametersFlat === "read") return "spread";
  return reading(type.ropeScalingLinear) === "read" ? "full" : "nested";
}

function rotationOf(rotation) {
  if (rotation === "interleaved") return "interleaved";
  return rotation.startsWith("interleaved unless") ? "interleaved unless rope_interleave is false" : "half";
}

/** The kinds of layers in order, where they repeat; null for full attention alone and for irregular orders. */
function layerPatternOf(layerTypes) {
  if (!Array.isArray(layerTypes) || layerTypes.every((type) => type === "full_attention")) return null;
  return periodOf(layerTypes);
}

/** The shortest run of which the list is made; null when it is more than half of the list, or all are equal. */
function periodOf(list) {
  const length = list.findIndex((_, n) => n > 0 && list.every((item, i) => item === list[i % n]));
  if (length === 1 && list[0] === 1) return null;
  return length < 1 || length > list.length / 2 ? null : list.slice(0, length);
}

function compositeRow({ textConfig, topLevelBlock }) {
  return {
    text: textConfig,
    ...unless(false, "readsFlatKeys", topLevelBlock.rope_theta.startsWith("changes")),
    ...unless(false, "raisesForFlatBlock", /Error/.test(topLevelBlock["rope_scaling yarn"])),
  };
}

const own = Object.entries(measured).filter(([, type]) => type.textConfig === undefined);
const composite = Object.entries(measured).filter(([, type]) => type.textConfig !== undefined);
/** Language models whose RoPE was not measured, or counted as audio: read by the file's keys. */
const READ_BY_KEYS = [
  ...["higgs_audio_v2", "kyutai_speech_to_text", "t5_gemma_module", "cohere_compass_text", "glm_image_text"],
];
const data = {
  about: `${RELEASE}: what each model type makes of its RoPE keys. Written by scripts/build-model-types.mjs; absent fields have the usual value (src/config/model-types.ts).`,
  types: Object.fromEntries(own.map(([name, type]) => [name, typeRow(name, type)])),
  composites: Object.fromEntries(composite.map(([name, type]) => [name, compositeRow(type)])),
  withoutRope: [...defaults.keys()].filter((name) => measured[name] === undefined && !READ_BY_KEYS.includes(name)),
};
const target = resolve(root, "src/config/data/model-types.json");
if (process.argv.includes("--check")) {
  if (JSON.stringify(JSON.parse(readFileSync(target, "utf8"))) !== JSON.stringify(data)) {
    console.error("src/config/data/model-types.json is not what scripts/build-model-types.mjs writes");
    process.exit(1);
  }
} else {
  writeFileSync(target, `${JSON.stringify(data)}\n`);
  console.log(
    `${own.length} types, ${composite.length} composite, ${data.withoutRope.length} without a RoPE of a text part`,
  );
}
