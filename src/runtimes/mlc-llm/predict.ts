/** MLC-LLM: its config classes read config.json themselves; the rotation is TVM's. Read, never run. */
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { rampedFrequencies } from "../formulas/ramp.ts";
import type { Predictor, PredictorInput } from "../predictors.ts";
import { divide, floorDivide, log } from "../python/arithmetic.ts";
import { assertionError, keyError, typeError, valueError } from "../python/raised.ts";
import { int, isDict, isList, numeric, type PyDict, type PyValue, repr, str, truthy } from "../python/value.ts";
import type { Source } from "../runtime.ts";
import { ignoreUnreadOfLoaded } from "../unread-keys.ts";
import { MLC_MODELS, type MlcModel } from "./models.ts";

const RELEASE = "79d603f0";
const TVM: Source = {
  file: "python/tvm/relax/frontend/nn/llm/position_embedding.py",
  lines: "switch_rope_freq_func",
  release: "0622c169",
  how: "read",
};

/** false where the class was not read, or where what the engine does is not known from the config alone. */
export const predictMlc: Predictor = ({ document, report }: PredictorInput): boolean => {
  const type = document.get("model_type");
  const model = typeof type === "string" && Object.hasOwn(MLC_MODELS, type) ? MLC_MODELS[type] : undefined;
  const share = numeric(document.get("partial_rotary_factor") ?? int(1));
  if (model === undefined || share !== 1) return false;
  report.cite({ file: `python/mlc_llm/model/${model.file}`, lines: model.lines, release: RELEASE, how: "read" });
  report.cite(TVM);
  const scaling = document.get("rope_scaling") ?? null;
  if (scaling !== null && !isDict(scaling)) return false;
  const rope = ropeOf(document, model);
  if (rope === null) return false;
  if (document.has("rope_parameters")) report.ignore("rope_parameters");
  const rotation = rotationOf(rope, model, scaling, report);
  if (rotation === null) return false;
  report.derivedMaxLength = windowOf(document, model);
  if (rotation !== "no rotation") report.ropes.push({ layerType: null, ...rotation });
  return true;
};

interface Rope {
  readonly document: PyDict;
  readonly dim: number;
  readonly base: PyValue;
}

/** null where fields are absent that every config has. */
function ropeOf(document: PyDict, { needsTheta, file }: MlcModel): Rope | null {
  const given = document.get("head_dim") ?? int(0);
  const [hidden, heads] = [document.get("hidden_size"), document.get("num_attention_heads")];
  const needsHead = file.startsWith("gemma") || file.startsWith("qwen3");
  if (!truthy(given) && (hidden === undefined || heads === undefined || needsHead)) return null;
  const dim = numeric(truthy(given) ? given : floorDivide(hidden, heads));
  const named = document.get("position_embedding_base");
  const theta = document.get("rope_theta");
  if (needsTheta !== undefined) {
    if (theta === undefined) {
      throw typeError(`${needsTheta}.__init__() missing 1 required positional argument: 'rope_theta'`);
    }
    return dim === null ? null : { document, dim, base: theta };
  }
  const base = truthy(named) && named !== undefined ? named : (theta ?? int(10000));
  return dim === null ? null : { document, dim, base };
}

function windowOf(document: PyDict, { file }: MlcModel): number | null {
  const named = document.get("context_window_size");
  if (truthy(named)) return numeric(named);
  // A sliding window takes the place of the context window.
  if (file.startsWith("mistral") && truthy(document.get("sliding_window"))) return null;
  const stated = document.get("max_position_embeddings") ?? document.get("max_sequence_length");
  if (stated !== undefined) return numeric(stated);
  throw valueError(
    "Unable to determine the maximum sequence length, because none of `context_window_size`, `max_position_embeddings` or `max_sequence_length` is provided in `config.json`.",
  );
}

function plain({ base, dim }: Rope): Rotation {
  return { invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
}

/** "no rotation": the two halves of a pair turn at different speeds. */
function rotationOf(
  rope: Rope,
  { kind }: MlcModel,
  scaling: PyDict | null,
  report: PredictorInput["report"],
): Rotation | "no rotation" | null {
  if (scaling === null) return plain(rope);
  switch (kind) {
    case "ignored":
      report.ignore("rope_scaling");
      return plain(rope);
    case "phi3":
      return phi3(rope, scaling, report);
    case "llama": {
      const type = scaling.get("rope_type");
      if (type === undefined) {
        report.ignore("rope_scaling");
        return plain(rope);
      }
      if (type !== "llama3") {
        throw assertionError(`Unsupported RoPE scaling type ${str(type)} for Llama`);
      }
      return byType(rope, scaling, report);
    }
    default:
      return byType(rope, scaling, report);
  }
}

/** switch_rope_freq_func; `type` alone is no type. */
function byType(rope: Rope, block: PyDict, report: PredictorInput["report"]): Rotation | "no rotation" | null {
  const type = block.get("rope_type");
  if (type === undefined) {
    report.ignore("rope_scaling");
    return plain(rope);
  }
  switch (type) {
    case "llama3":
      return llama3(rope, block, report);
    case "yarn":
      for (const key of ["original_max_position_embeddings", "factor", "beta_fast", "beta_slow"]) required(block, key);
      return "no rotation";
    case "gptj":
    case "longrope":
      return null;
    default:
      throw valueError(`Unsupported RoPE scaling type: ${str(type)}`);
  }
}

function required(block: PyDict, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

const LLAMA3 = ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"] as const;

/** Equal factors: a step at one wavelength. */
function llama3(rope: Rope, block: PyDict, report: PredictorInput["report"]): Rotation | null {
  const [factor, low, high, original] = LLAMA3.map((key) => numeric(required(block, key)));
  if (factor == null || low == null || high == null || original == null) return null;
  ignoreUnreadOfLoaded(block, LLAMA3, report);
  const { invFreq } = plain(rope);
  divide(int(1), block.get("factor"));
  const ramped =
    low === high
      ? invFreq.map((frequency) => ((2 * Math.PI) / frequency > original / low ? frequency / factor : frequency))
      : rampedFrequencies(invFreq, { factor, low, high, original });
  return { invFreq: ramped, attentionFactor: 1 };
}

/** `type` is what counts; which list a call takes is the engine's business, so that they must be the same to be known. */
function phi3(rope: Rope, block: PyDict, report: PredictorInput["report"]): Rotation | null {
  const type = block.get("type");
  if (type === undefined) {
    report.ignore("rope_scaling");
    return plain(rope);
  }
  if (type !== "su" && type !== "longrope") {
    throw assertionError(`Unsupported RoPE scaling type ${str(required(block, "rope_type"))} for Phi3`);
  }
  const [long, short] = [required(block, "long_factor"), required(block, "short_factor")];
  const original = rope.document.get("original_max_position_embeddings") ?? int(0);
  const scale = divide(rope.document.get("max_position_embeddings"), original).value;
  if (!isList(long) || !isList(short) || repr(long) !== repr(short)) {
    return null;
  }
  ignoreUnreadOfLoaded(block, ["long_factor", "short_factor"], report);
  const divisors = broadcast(tensorOf(long), powers(rope.base, rope.dim));
  return {
    invFreq: divisors.map((divisor) => Math.fround(1 / divisor)),
    attentionFactor: scale > 1 ? Math.sqrt(1 + Math.log(scale) / log(original)) : 1,
  };
}
