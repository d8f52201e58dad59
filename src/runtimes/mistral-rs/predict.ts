/** mistral.rs: its structs read config.json themselves (safetensors; a GGUF has keys of its own). Read, never run. */
import { plainFrequencies, powers, type Rotation } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnFrequencies, yarnMagnitude } from "../formulas/yarn.ts";
import type { PredictorInput } from "../predictors.ts";
import { Raised } from "../python/raised.ts";
import { int, isList, type PyDict, type PyValue, float as pyFloat, str } from "../python/value.ts";
import type { Report } from "../report.ts";
import type { Source } from "../runtime.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { type MistralRsModel, mistralRsModel, mistralRsModelFor } from "./models.ts";
import { float, optional, required, struct, usize, variant } from "./serde.ts";

const RELEASE = "0.9.2";

export function layers(lines: string): Source {
  return { file: "mistralrs-core/src/layers.rs", lines, release: RELEASE, how: "read" };
}

/** false where the model was not read. */
export function predictMistralRs({ document, sequenceLength, report }: PredictorInput): boolean {
  const model = modelIn(document);
  if (model === null) return false;
  report.cite({ file: `mistralrs-core/src/models/${model.file}`, lines: model.lines, release: RELEASE, how: "read" });
  const file = { document, model, sequenceLength, report };
  const rotation = ROTATIONS[model.kind](file);
  report.derivedMaxLength = usize(required(document, "max_position_embeddings"));
  report.ropes.push({ layerType: null, ...rotation });
  return true;
}

interface File {
  readonly document: PyDict;
  readonly model: MistralRsModel;
  readonly sequenceLength: number | null;
  readonly report: Report;
}

const ROTATIONS: Readonly<Record<MistralRsModel["kind"], (file: File) => Rotation>> = { llama, mistral, phi3, plain };

/** A file that names no architecture is taken for the usual one of its model type. */
function modelIn(document: PyDict): MistralRsModel | null {
  const names = document.get("architectures");
  const modelType = document.get("model_type");
  if (!isList(names)) return typeof modelType === "string" ? mistralRsModelFor(modelType) : null;
  if (names.length === 1) return mistralRsModel(str(names[0]));
  throw new Raised("Error", "Expected to have one name for `architectures` config field.");
}

function headDim({ document, model }: File): number {
  const stated = model.readsHeadDim ? optional(document, "head_dim", usize) : null;
  if (stated !== null) return stated;
  const heads = usize(required(document, "num_attention_heads"));
  if (heads === 0) throw new Raised("panic", "attempt to divide by zero");
  return Math.floor(usize(required(document, "hidden_size")) / heads);
}

function unscaled(file: File, theta: number): Rotation {
  return { invFreq: plainFrequencies(pyFloat(theta), headDim(file)), attentionFactor: 1 };
}

function ignoreBlocks({ document, report }: File, ...names: readonly string[]): void {
  for (const name of names) if ((document.get(name) ?? null) !== null) report.ignore(name);
}

/** The struct has a field for neither block. */
function plain(file: File): Rotation {
  ignoreBlocks(file, "rope_scaling", "rope_parameters");
  return unscaled(file, float("f64")(required(file.document, "rope_theta")));
}

/** Llama3RopeConfig: `factor` and `rope_type` have no default, whatever the type. */
function llama(file: File): Rotation {
  const { document, report } = file;
  const block = optional(document, "rope_scaling", struct("Llama3RopeConfig"));
  const read =
    block === null
      ? null
      : {
          low: optional(block, "low_freq_factor", float("f32")),
          high: optional(block, "high_freq_factor", float("f32")),
          original: optional(block, "original_max_position_embeddings", usize),
          factor: float("f32")(required(block, "factor")),
          type: variant(required(block, "rope_type"), ["llama3", "linear", "default"] as const),
        };
  ignoreBlocks(file, "rope_parameters");
  const { invFreq } = unscaled(file, float("f32")(required(document, "rope_theta")));
  if (block === null || read === null) return { invFreq, attentionFactor: 1 };
  report.cite(layers("1005-1152"));
  const { type, factor } = read;
  switch (type) {
    case "default":
      ignoreUnread(block, [], report);
      return { invFreq, attentionFactor: 1 };
    case "linear":
      ignoreUnread(block, ["factor"], report);
      return { invFreq: invFreq.map((frequency) => Math.fround(frequency / factor)), attentionFactor: 1 };
    case "llama3": {
      const low = stated(read.low, "low_freq_factor is required");
      const high = stated(read.high, "high_freq_factor is required");
      const original = stated(read.original, "original_max_position_embeddings is required");
      ignoreUnread(
        block,
        ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
        report,
      );
      const ramp = {
        factor: pyFloat(factor),
        lowFreqFactor: pyFloat(low),
        highFreqFactor: pyFloat(high),
        originalLength: int(original),
      };
      return { invFreq: llama3Frequencies(invFreq, ramp, true), attentionFactor: 1 };
    }
  }
}

function stated(value: number | null, message: string): number {
  if (value === null) throw new Raised("Error", message);
  return value;
}

/** MistralRopeParameters has rope_theta and, for yarn, everything else too; rope_scaling has no field. */
function mistral(file: File): Rotation {
  const { document, report } = file;
  ignoreBlocks(file, "rope_scaling");
  const block = optional(document, "rope_parameters", struct("MistralRopeParameters"));
  if (block === null) {
    return unscaled(file, float("f64")(document.get("rope_theta") ?? pyFloat(10000)));
  }
  const theta = float("f64")(required(block, "rope_theta"));
  const type = variant(block.get("rope_type") ?? "default", ["default", "yarn"] as const);
  if (type === "default") {
    ignoreUnread(block, ["rope_theta"], report);
    return unscaled(file, theta);
  }
  return yarn(file, block, theta);
}

const YARN_KEYS = ["factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim"] as const;

/** Nothing of the ramp has a default; the magnitude is g(factor, mscale) / g(factor, mscale_all_dim), with 1 and 0. */
function yarn(file: File, block: PyDict, theta: number): Rotation {
  const { report } = file;
  const [factor, fast, slow, mscale, mscaleAllDim] = YARN_KEYS.map((key) => optional(block, key, float("f32")));
  const original = stated(
    optional(block, "original_max_position_embeddings", usize),
    "YARN original context length is required",
  );
  const scale = stated(factor ?? null, "YARN factor is required");
  const betaFast = stated(fast ?? null, "YARN beta_fast is required");
  const betaSlow = stated(slow ?? null, "YARN beta_slow is required");
  ignoreUnread(block, ["rope_theta", "original_max_position_embeddings", ...YARN_KEYS], report);
  report.cite(layers("1886-1926, 2823-2868"));
  const invFreq = yarnFrequencies({
    base: pyFloat(theta),
    dim: headDim(file),
    factor: pyFloat(scale),
    length: int(original),
    betaFast: pyFloat(betaFast),
    betaSlow: pyFloat(betaSlow),
    truncate: true,
  });
  const magnitude = (share: number) => yarnMagnitude(pyFloat(scale), pyFloat(share));
  return { invFreq, attentionFactor: magnitude(mscale ?? 1) / magnitude(mscaleAllDim ?? 0) };
}

const NO_VARIANT = "data did not match any variant of untagged enum PhiRopeScalingConfig";

/** `type` must be there, and the original length beside the block; the long list counts for longer calls than that. */
function phi3(file: File): Rotation {
  const { document, report, sequenceLength } = file;
  const block = optional(document, "rope_scaling", (value) => value);
  const lists = block === null ? null : listsOf(block);
  const theta = float("f64")(required(document, "rope_theta"));
  const window = usize(required(document, "max_position_embeddings"));
  const original = usize(required(document, "original_max_position_embeddings"));
  const share = optional(document, "partial_rotary_factor", float("f64")) ?? 1;
  ignoreBlocks(file, "rope_parameters");
  const dim = Math.trunc(headDim(file) * share);
  if (lists === null) return { invFreq: plainFrequencies(pyFloat(theta), dim), attentionFactor: 1 };
  report.cite(layers("622-802, 904-976"));
  ignoreUnread(lists.block, ["short_factor", "long_factor"], report);
  const scale = window / original;
  const chosen = (sequenceLength ?? 1) > original ? lists.long : lists.short;
  const invFreq = powers(pyFloat(theta), dim).map((power, pair) => {
    const divisor = chosen[pair];
    if (divisor === undefined || lists.short[pair] === undefined || lists.long[pair] === undefined) {
      throw new Raised("panic", "index out of bounds");
    }
    return Math.fround(1 / (divisor * power));
  });
  return { invFreq, attentionFactor: phi3Factor(lists.type, scale, original) };
}

function phi3Factor(type: string, scale: number, original: number): number {
  if (scale <= 1) return 1;
  if (type === "yarn") return 0.1 * Math.log(scale) + 1;
  if (type === "su" || type === "longrope") return Math.sqrt(1 + Math.log(scale) / Math.log(original));
  throw new Raised("Error", "Expected either `su` or `yarn` RoPE");
}

interface Lists {
  readonly block: PyDict;
  readonly type: string;
  readonly short: readonly number[];
  readonly long: readonly number[];
}

/** The variant with mscale keys comes after one that is content without them, so that those are never read. */
function listsOf(value: PyValue): Lists {
  try {
    const block = struct("variant")(value);
    const list = (key: string) => {
      const entries = required(block, key);
      if (!isList(entries)) throw new Raised("serde_json::Error", NO_VARIANT);
      return entries.map(float("f64"));
    };
    const type = variant(required(block, "type"), ["su", "longrope", "yarn", "dynamic", "linear"] as const);
    return { block, type, short: list("short_factor"), long: list("long_factor") };
  } catch (error) {
    // An enum without a tag says no more than that nothing fits.
    if (error instanceof Raised) throw new Raised("serde_json::Error", NO_VARIANT);
    throw error;
  }
}
