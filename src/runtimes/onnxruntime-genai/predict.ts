/** onnxruntime-genai: the cos and sin caches that its model builder writes into the graph. */
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnMagnitude } from "../formulas/yarn.ts";
import type { Predictor, PredictorInput } from "../predictors.ts";
import { compare, divide, log, multiply } from "../python/arithmetic.ts";
import { assertionError, keyError, Raised } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, same, str } from "../python/value.ts";
import type { Source } from "../runtime.ts";
import { namesOther } from "../serving/architecture.ts";
import { type LoadedConfig, loadForOwnRotation } from "../serving/load.ts";
import { partOf } from "../transformers/rotary-size.ts";
import { ignoreUnreadOfLoaded } from "../unread-keys.ts";
import { BUILDERS, type OnnxBuilder } from "./models.ts";

/** With transformers 4 the builder stops at a config without a block. */
const TRANSFORMERS = "5.24.0";
const BASE = "onnxruntime_genai/models/builders/base.py";

const SOURCES = {
  base: { file: BASE, lines: "665-701", release: "0.18.0", how: "ran" },
  caches: { file: BASE, lines: "3291-3395", release: "0.18.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Keys of the block that set the length at top level for every type. */
const LENGTH = "original_max_position_embeddings";

/** false where the builder was not read, or where the file has a key of its own for positions. */
export const predictOnnx: Predictor = ({ document, sequenceLength, report }: PredictorInput): boolean => {
  const config = loadForOwnRotation(document, TRANSFORMERS, report);
  if (config === null || config.language.path.length > 0) return false;
  const { modelType } = config.language;
  const builder = Object.hasOwn(BUILDERS, modelType) ? BUILDERS[modelType] : undefined;
  const special = ["rope_position_scale", "seq_length"].some((key) => document.has(key));
  if (builder === undefined || special || namesOther(document, builder.architecture)) return false;
  report.cite(SOURCES.base);
  report.cite({
    file: `onnxruntime_genai/models/builders/${builder.file}`,
    lines: builder.lines,
    release: "0.18.0",
    how: "ran",
  });
  report.cite(SOURCES.caches);
  report.derivedMaxLength = numeric(config.attributes.get("max_position_embeddings"));
  report.ropes.push({ layerType: null, ...rotationOf(config, builder, sequenceLength ?? 1, report) });
  return true;
};

interface Rope {
  readonly block: PyDict;
  readonly head: number;
  readonly dim: number;
  readonly base: PyValue;
  readonly maxPosition: PyValue;
  /** Of the class or the block, else max_position_embeddings. */
  readonly original: PyValue;
}

function rotationOf(
  config: LoadedConfig,
  builder: OnnxBuilder,
  length: number,
  report: PredictorInput["report"],
): Rotation {
  const block = isDict(config.block) ? config.block : new Map<string, PyValue>();
  const rope = ropeOf(config, block);
  const type = read(rope, "rope_type");
  if (builder.kind === "llama") {
    const scaled = type === "llama3";
    ignoreUnreadOfLoaded(block, scaled ? ["factor", "low_freq_factor", "high_freq_factor", LENGTH] : [], report);
    return scaled ? llama3(rope) : plain(rope);
  }
  if (builder.kind === "phi3" && !same(rope.maxPosition, rope.original)) return phi3(rope, type, length, report);
  ignoreUnreadOfLoaded(block, READ[str(type)] ?? [], report);
  switch (type) {
    case "default":
      if (builder.kind === "gpt_oss") throw keyError("rescale_inv_freq");
      return plain(rope);
    case "linear":
      return linear(rope);
    case "yarn":
      return yarn(rope);
    default:
      throw new Raised("NotImplementedError", `The ${str(type)} RoPE style is not currently supported.`);
  }
}

const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  default: ["mrope_section"],
  linear: ["factor"],
  yarn: ["factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim", LENGTH],
};

function ropeOf({ attributes }: LoadedConfig, block: PyDict): Rope {
  const given = attributes.get("head_dim");
  const head = numeric(given === undefined || given === null ? attributes.shapeHead() : given) ?? 0;
  const share = attributes.get("partial_rotary_factor") ?? block.get("partial_rotary_factor") ?? float(1);
  const maxPosition = attributes.get("max_position_embeddings") ?? null;
  return {
    block,
    head,
    dim: partOf(int(head), share),
    base: block.get("rope_theta") ?? int(10000),
    maxPosition,
    original: attributes.get(LENGTH) ?? block.get(LENGTH) ?? maxPosition,
  };
}

function read({ block }: Rope, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

function plain({ base, dim }: Rope): Rotation {
  return { invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
}

function linear(rope: Rope): Rotation {
  const factor = read(rope, "factor");
  const divisors = powers(rope.base, rope.dim).map((power) => multiply(factor, float(power)).value);
  return { invFreq: divisors.map((divisor) => Math.fround(1 / divisor)), attentionFactor: 1 };
}

function llama3(rope: Rope): Rotation {
  const { block, original } = rope;
  const values = {
    factor: block.get("factor") ?? int(0),
    lowFreqFactor: block.get("low_freq_factor") ?? int(0),
    highFreqFactor: block.get("high_freq_factor") ?? int(0),
    originalLength: original,
  };
  return { invFreq: llama3Frequencies(plain(rope).invFreq, values, true), attentionFactor: 1 };
}

/** The ramp's ends are not rounded and are counted over the whole head; betas that are absent count as 0. */
function yarn(rope: Rope): Rotation {
  const { block, base, head, original } = rope;
  const factor = block.get("factor") ?? int(0);
  const attentionFactor = yarnFactor(rope, factor);
  const half = head / 2;
  const end = (key: string): number => {
    const turns = multiply(multiply(block.get(key) ?? int(0), int(2)), float(Math.PI));
    return (half * log(divide(original, turns))) / log(base);
  };
  const [low, high] = [end("beta_fast"), end("beta_slow")];
  if (!(0 < low && low < high && high < half - 1)) throw assertionError();
  const kept = plain(rope).invFreq;
  const keep = Array.from(
    { length: Math.ceil(half) },
    (_, i) => 1 - Math.min(1, Math.max(0, (i - low) / (high - low))),
  );
  const interpolated = broadcast(
    kept.map((frequency) => divide(float(frequency), factor).value),
    keep.map((share) => 1 - share),
  );
  const extrapolated = broadcast(kept, keep);
  return { invFreq: interpolated.map((part, i) => Math.fround(part + (extrapolated[i] ?? 0))), attentionFactor };
}

/** Both mscale keys: their ratio; mscale alone: that number itself; else g(factor). */
function yarnFactor({ block }: Rope, factor: PyValue): number {
  const [mscale, all] = [block.get("mscale") ?? int(0), block.get("mscale_all_dim") ?? int(0)];
  const own = compare(mscale, ">", int(0));
  if (own && compare(all, ">", int(0))) return yarnMagnitude(factor, mscale) / yarnMagnitude(factor, all);
  return own ? multiply(mscale, float(1)).value : yarnMagnitude(factor);
}

/** Phi-3 beyond its original length: two caches, of which the length of the call takes one. */
function phi3(rope: Rope, type: PyValue, length: number, report: PredictorInput["report"]): Rotation {
  if (type !== "longrope") throw keyError("multi_cache");
  const { block, maxPosition, original } = rope;
  const policy = read(rope, "type");
  const lists = [tensorOf(read(rope, "short_factor")), tensorOf(read(rope, "long_factor"))];
  const useLong = compare(int(length), ">", original);
  const factor = (key: string): number => {
    const given = block.get(key) ?? int(0);
    if (compare(given, ">", int(0))) return multiply(given, float(1)).value;
    const scale = divide(maxPosition, original).value;
    if (policy === "yarn") return yarnMagnitude(float(scale));
    if (policy !== "su" && policy !== "longrope") return scale;
    return scale <= 1 ? 1 : Math.sqrt(1 + Math.log(scale) / log(original));
  };
  const scales = [factor("short_mscale"), factor("long_mscale")];
  ignoreUnreadOfLoaded(block, ["short_factor", "long_factor", "short_mscale", "long_mscale", LENGTH], report);
  const divisors = broadcast(lists[useLong ? 1 : 0] ?? [], powers(rope.base, rope.dim));
  return {
    invFreq: divisors.map((divisor) => Math.fround(1 / divisor)),
    attentionFactor: scales[useLong ? 1 : 0] ?? 1,
  };
}
