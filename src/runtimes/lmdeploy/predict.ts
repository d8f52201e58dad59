/** lmdeploy's PyTorch engine: the rotary module that build_rotary_embedding_from_config makes. */
import { broadcast, plainFrequencies, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnAttentionFactor, yarnFrequencies } from "../formulas/yarn.ts";
import type { Predictor, PredictorInput } from "../predictors.ts";
import { compare, divide, log, multiply, subtract } from "../python/arithmetic.ts";
import { assertionError, keyError, Raised, typeError } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, repr, truthy, typeName } from "../python/value.ts";
import type { Source } from "../runtime.ts";
import type { LoadedConfig } from "../serving/load.ts";
import { partOf } from "../transformers/rotary-size.ts";
import { ignoreUnreadOfLoaded } from "../unread-keys.ts";
import { flatParameters, headOf, loadLmdeploy, modelFor, NotKnown, windowOf } from "./load.ts";
import { type LmdeployModel, PYTORCH_COMPOSITES, PYTORCH_MODELS } from "./models.ts";

const ROTARY: Source = {
  file: "lmdeploy/pytorch/nn/rotary_embedding.py",
  lines: "147-182, 232-246",
  release: "0.18.0",
  how: "ran",
};
const WINDOW: Source = { file: "lmdeploy/utils.py", lines: "331-401", release: "0.18.0", how: "ran" };

/** Keys that each type reads. */
const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  linear: ["factor"],
  dynamic: ["factor"],
  yarn: [
    "factor",
    "original_max_position_embeddings",
    "beta_fast",
    "beta_slow",
    "mscale",
    "mscale_all_dim",
    "truncate",
    "attention_factor",
  ],
  llama3: ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
  longrope: ["short_factor", "long_factor", "original_max_position_embeddings"],
  su: ["short_factor", "long_factor", "original_max_position_embeddings"],
};

/** false where the model file was not read. */
export const predictLmdeploy: Predictor = ({ document, sequenceLength, report }: PredictorInput): boolean => {
  try {
    const config = loadLmdeploy(document, report);
    const model = config === null ? null : modelFor(document, config, PYTORCH_MODELS, PYTORCH_COMPOSITES);
    if (config === null || model === null) return false;
    report.cite(ROTARY);
    report.cite({ file: `lmdeploy/pytorch/models/${model.file}`, lines: model.lines, release: "0.18.0", how: "read" });
    report.cite(WINDOW);
    report.derivedMaxLength = windowOf(config);
    return pushRopes(config, model, sequenceLength ?? 1, report);
  } catch (error) {
    if (error instanceof NotKnown) return false;
    throw error;
  }
};

function pushRopes(
  config: LoadedConfig,
  model: LmdeployModel,
  length: number,
  report: PredictorInput["report"],
): boolean {
  if (model.kind === "gemma3") {
    pushGemma3(config, report);
    return true;
  }
  const block = flatParameters(config);
  if (block === null && isDict(config.block)) return false;
  if (model.kind === "phimoe") {
    report.ropes.push({ layerType: null, ...phimoe(config, block ?? new Map(), length) });
    ignoreUnreadOfLoaded(block, ["short_factor", "long_factor", "short_mscale", "long_mscale"], report);
    return true;
  }
  const head = model.kind === "latent" ? config.attributes.get("qk_rope_head_dim") : headOf(config);
  const rope = ropeOf(config, block ?? new Map(), head, length);
  const type = typeOf(rope.block);
  report.ropes.push({ layerType: null, ...rotation(rope, type) });
  ignoreUnreadOfLoaded(
    block,
    ["mrope_section", "mrope_interleaved", ...((typeof type === "string" && READ[type]) || [])],
    report,
  );
  return true;
}

interface Rope {
  readonly block: PyDict;
  readonly dim: number;
  readonly base: PyValue;
  readonly maxPosition: PyValue;
  /** One more than the longest position in the batch. */
  readonly length: number;
}

function ropeOf({ attributes }: LoadedConfig, block: PyDict, head: PyValue | undefined, length: number): Rope {
  const share = attributes.get("partial_rotary_factor") ?? block.get("partial_rotary_factor") ?? float(1);
  return {
    block,
    dim: partOf(head, share),
    base: block.get("rope_theta") ?? int(10000),
    maxPosition: attributes.get("max_position_embeddings") ?? null,
    length,
  };
}

/** Multimodal sections and Fourier series count as default ones. */
function typeOf(block: PyDict): PyValue {
  const type = block.has("rope_type") ? block.get("rope_type") : (block.get("type") ?? "default");
  return type === "mrope" || type === "fope" ? "default" : (type ?? null);
}

function rotation(rope: Rope, type: PyValue): Rotation {
  switch (type) {
    case "default":
      return plain(rope);
    case "linear": {
      const factor = required(rope, "factor");
      return { ...plain(rope), invFreq: plain(rope).invFreq.map((f) => tensorDivide(f, factor)) };
    }
    case "dynamic":
      return dynamic(rope, required(rope, "factor"));
    case "yarn":
      return yarn(rope);
    case "llama3":
      return llama3(rope);
    case "longrope":
    case "su":
      return longrope(rope);
    default:
      throw new Raised("KeyError", repr(type));
  }
}

function required({ block }: Rope, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

function plain({ base, dim }: Rope): Rotation {
  return { invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
}

function tensorDivide(frequency: number, factor: PyValue): number {
  const divisor = numeric(factor);
  if (divisor === null) throw typeError(`unsupported operand type(s) for /: 'Tensor' and '${typeName(factor)}'`);
  return frequency / divisor;
}

/** Grown only while the longest position lies above max_position_embeddings. */
function dynamic(rope: Rope, factor: PyValue): Rotation {
  const { base, dim, maxPosition, length } = rope;
  if (!compare(int(length), ">", maxPosition)) return plain(rope);
  const stretch = subtract(divide(multiply(factor, int(length)), maxPosition), subtract(factor, int(1))).value;
  return plain({ ...rope, base: multiply(base, float(stretch ** (dim / (dim - 2)))) });
}

function yarn(rope: Rope): Rotation {
  const { block, base, dim, maxPosition } = rope;
  const factor = required(rope, "factor");
  const read = (key: string, byDefault: PyValue): PyValue => (block.has(key) ? (block.get(key) ?? null) : byDefault);
  const [mscale, all] = [read("mscale", int(1)), read("mscale_all_dim", int(0))];
  const given = block.get("attention_factor");
  const own = (): number => yarnAttentionFactor(factor, mscale, all, truthy(mscale) && truthy(all)).value;
  // A null is handed on, and then counts as not given.
  const nulled = (): number => yarnAttentionFactor(factor, mscale, all, true).value;
  const attentionFactor = given === undefined ? own() : given === null ? nulled() : multiply(given, float(1)).value;
  const invFreq = yarnFrequencies({
    base,
    dim,
    factor,
    length: read("original_max_position_embeddings", maxPosition),
    betaFast: read("beta_fast", int(32)),
    betaSlow: read("beta_slow", int(1)),
    truncate: truthy(read("truncate", true)),
  });
  return { invFreq, attentionFactor };
}

function llama3(rope: Rope): Rotation {
  const values = {
    factor: required(rope, "factor"),
    lowFreqFactor: required(rope, "low_freq_factor"),
    highFreqFactor: required(rope, "high_freq_factor"),
    originalLength: rope.block.get("original_max_position_embeddings") ?? int(8192),
  };
  return { invFreq: llama3Frequencies(plain(rope).invFreq, values), attentionFactor: 1 };
}

function longrope(rope: Rope): Rotation {
  const long = required(rope, "long_factor");
  const short = required(rope, "short_factor");
  const original = rope.block.get("original_max_position_embeddings") ?? rope.maxPosition;
  return twoLists(rope, [short, long], original, null);
}

/** `scales`: what stands on cos and sin for each list; null: computed from the lengths. */
function twoLists(
  rope: Rope,
  [short, long]: readonly [PyValue, PyValue],
  original: PyValue,
  scales: readonly [PyValue, PyValue] | null,
): Rotation {
  const useLong = compare(int(rope.length), ">", original);
  // Both lists become tensors before one is taken.
  const lists = [tensorOf(short), tensorOf(long)];
  const inverse = (lists[useLong ? 1 : 0] ?? []).map((factor) => 1 / factor);
  const invFreq = broadcast(plain(rope).invFreq, inverse).map(Math.fround);
  if (scales !== null) return { invFreq, attentionFactor: multiply(scales[useLong ? 1 : 0], float(1)).value };
  const scale = divide(rope.maxPosition, original);
  const own = scale.value <= 1 ? 1 : Math.sqrt(1 + Math.log(scale.value) / log(original));
  return { invFreq, attentionFactor: own };
}

/** Phi-3.5-MoE: the block must be of the older spelling and have both factors on cos and sin. */
function phimoe(config: LoadedConfig, block: PyDict, length: number): Rotation {
  const { attributes } = config;
  const rope: Rope = {
    block,
    dim: numeric(attributes.shapeHead()) ?? 0,
    base: block.get("rope_theta") ?? int(10000),
    maxPosition: attributes.get("max_position_embeddings") ?? null,
    length,
  };
  const type = required(rope, "type");
  if (type !== "longrope" && type !== "su") throw assertionError();
  const original = attributes.get("original_max_position_embeddings") ?? rope.maxPosition;
  const lists = [required(rope, "short_factor"), required(rope, "long_factor")] as const;
  return twoLists(rope, lists, original, [required(rope, "short_mscale"), required(rope, "long_mscale")]);
}

/** Gemma 3 with transformers 5: linear for the full layers, whatever the type, by a factor that must be there. */
function pushGemma3(config: LoadedConfig, report: PredictorInput["report"]): void {
  const { block, attributes } = config;
  const inner = (layer: string): PyDict => {
    const part = isDict(block) ? block.get(layer) : undefined;
    if (part === undefined) throw keyError(layer);
    return isDict(part) ? part : new Map();
  };
  const [full, sliding] = [inner("full_attention"), inner("sliding_attention")];
  const rope = (part: PyDict): Rope => {
    const theta = part.get("rope_theta");
    if (theta === undefined) throw keyError("rope_theta");
    const dim = numeric(attributes.get("head_dim")) ?? 0;
    return { block: part, dim, base: theta, maxPosition: null, length: 1 };
  };
  const factor = required(rope(full), "factor");
  const global = plain(rope(full));
  const invFreq = global.invFreq.map((frequency) => tensorDivide(frequency, factor));
  report.ropes.push({ layerType: "full_attention", ...global, invFreq });
  report.ropes.push({ layerType: "sliding_attention", ...plain(rope(sliding)) });
  ignoreUnreadOfLoaded(full, ["factor"], report);
  ignoreUnreadOfLoaded(sliding, [], report);
}
