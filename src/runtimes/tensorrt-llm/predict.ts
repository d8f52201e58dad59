/**
 * TensorRT-LLM, PyTorch backend. Which transformers release it runs on is not known: an answer is given only where 4.57
 * and 5 lead to the same one.
 */
import type { Predictor, PredictorInput } from "../predictors.ts";
import { multiply } from "../python/arithmetic.ts";
import { Raised, valueError } from "../python/raised.ts";
import { float, int, isDict, isInt, numeric, type PyDict, type PyValue, str, truthy } from "../python/value.ts";
import { Report } from "../report.ts";
import type { Source } from "../runtime.ts";
import { namesOther } from "../serving/architecture.ts";
import { type LoadedConfig, loadForOwnRotation } from "../serving/load.ts";
import { partOf } from "../transformers/rotary-size.ts";
import { ignoreUnreadOfLoaded } from "../unread-keys.ts";
import { TRT_MODELS, type TrtModel } from "./models.ts";
import { READ, type RopeParams, rotationOf, scalingType } from "./rope-params.ts";

const RELEASE = "1.2.0rc2";
const SOURCES: readonly Source[] = [
  {
    file: "tensorrt_llm/_torch/attention_backend/interface.py",
    lines: "RopeParams.from_config",
    release: RELEASE,
    how: "read",
  },
  { file: "tensorrt_llm/functional.py", lines: "RopeEmbeddingUtils", release: RELEASE, how: "read" },
  {
    file: "tensorrt_llm/_torch/pyexecutor/model_engine.py",
    lines: "_infer_max_seq_len_from_config",
    release: RELEASE,
    how: "read",
  },
];

/** Names that a position embedding can have. */
const EMBEDDINGS = [
  "learned_absolute",
  "rope_gptj",
  "rope_gpt_neox",
  "long_rope",
  "alibi",
  "alibi_with_scale",
  "relative",
  "chatglm",
  "yarn",
  "mrope",
  "deferred",
];

interface Attempt {
  readonly known: boolean;
  readonly raised: Raised | null;
  readonly report: Report;
}

export const predictTensorrt: Predictor = ({ document, report }: PredictorInput): boolean => {
  const [older, newer] = ["4.57.6", "5.24.0"].map((release) => attempt(document, release));
  if (older === undefined || newer === undefined || !older.known || !newer.known || !agree(older, newer)) return false;
  for (const source of newer.report.sources) report.cite(source);
  if (newer.raised !== null) throw newer.raised;
  for (const key of newer.report.ignoredKeys) if (older.report.ignoredKeys.includes(key)) report.ignore(key);
  for (const warning of newer.report.warnings) if (older.report.warnings.includes(warning)) report.warn(warning);
  report.ropes.push(...newer.report.ropes);
  report.derivedMaxLength = newer.report.derivedMaxLength;
  return true;
};

function attempt(document: PyDict, transformers: string): Attempt {
  const report = new Report();
  try {
    return { known: run(document, transformers, report), raised: null, report };
  } catch (error) {
    if (error instanceof Raised) return { known: true, raised: error, report };
    throw error;
  }
}

function agree(a: Attempt, b: Attempt): boolean {
  if (a.raised !== null || b.raised !== null) {
    return a.raised?.exception === b.raised?.exception && a.raised?.message === b.raised?.message;
  }
  return (
    JSON.stringify(a.report.ropes) === JSON.stringify(b.report.ropes) &&
    a.report.derivedMaxLength === b.report.derivedMaxLength
  );
}

function run(document: PyDict, transformers: string, report: Report): boolean {
  const config = loadForOwnRotation(document, transformers, report);
  if (config === null || config.language.path.length > 0) return false;
  const { modelType } = config.language;
  const model = Object.hasOwn(TRT_MODELS, modelType) ? TRT_MODELS[modelType] : undefined;
  const sizes = ["rotary_dim", "rotary_emb_base", "rotary_pct"];
  if (model === undefined || sizes.some((key) => document.has(key))) return false;
  if (namesOther(document, model.architecture)) return false;
  for (const source of SOURCES) report.cite(source);
  report.cite({
    file: `tensorrt_llm/_torch/models/${model.file}`,
    lines: model.lines,
    release: RELEASE,
    how: "read",
  });
  const params = paramsOf(config);
  if (!checkEmbedding(model, params)) return false;
  report.ropes.push({ layerType: null, ...rotationOf(params) });
  report.derivedMaxLength = windowOf(config, params.block);
  ignoreUnreadOfLoaded(params.block, READ[scalingType(params.block)] ?? [], report);
  return true;
}

function paramsOf({ attributes, block, v5 }: LoadedConfig): RopeParams {
  const scaling = isDict(block) ? block : null;
  // rope_parameters are copied onto the object, whatever transformers made of them.
  const copied = v5 ? scaling : attributes.get("rope_parameters");
  const beside = isDict(copied) ? copied : new Map<string, PyValue>();
  const head = attributes.get("head_dim");
  const share = attributes.get("partial_rotary_factor") ?? beside.get("partial_rotary_factor");
  const { theta } = attributes.family;
  return {
    dim: partOf(isInt(head) ? head : attributes.shapeHead(), truthy(share) && share !== undefined ? share : float(1)),
    theta: beside.get("rope_theta") ?? attributes.get("rope_theta") ?? float(theta ?? 10000),
    maxPosition: attributes.get("max_position_embeddings") ?? null,
    maxSeqLen: attributes.get("max_seq_len") ?? null,
    topOriginal:
      beside.get("original_max_position_embeddings") ?? attributes.get("original_max_position_embeddings") ?? null,
    block: scaling,
  };
}

/** Qwen2 asks for the type among the position embeddings; its yarn has a second way to the factor, which must agree. */
function checkEmbedding({ kind }: TrtModel, { block, maxPosition }: RopeParams): boolean {
  if (kind === "rope" || block === null) return true;
  const type = block.has("type") ? block.get("type") : block.get("rope_type");
  if (type === undefined || type === null || type === "default") return true;
  if (typeof type !== "string" || !EMBEDDINGS.includes(type)) {
    throw valueError(`Unsupported position embedding type: ${str(type)}`);
  }
  if (type !== "yarn") return true;
  const others = ["attention_factor", "mscale", "mscale_all_dim", "truncate"];
  const original = numeric(block.get("original_max_position_embeddings"));
  const ratio = (numeric(maxPosition) ?? Number.NaN) / (original ?? Number.NaN);
  return !others.some((key) => block.has(key)) && ratio === numeric(block.get("factor"));
}

const COUNTED = ["su", "longrope", "llama3", "yarn"];

/** Any other type's factor multiplies the window. */
function windowOf({ attributes }: LoadedConfig, block: PyDict | null): number | null {
  const type = block?.has("type") ? block.get("type") : block?.get("rope_type");
  const counted = block === null || (typeof type === "string" && COUNTED.includes(type));
  const factor = counted ? float(1) : (block.get("factor") ?? float(1));
  const length = attributes.get("max_position_embeddings") ?? int(2048);
  return Math.ceil(multiply(length, factor).value);
}
