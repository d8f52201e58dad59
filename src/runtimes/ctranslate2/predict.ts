/** CTranslate2: what its converter keeps of a config, and what the engine makes of it. */
import type { Rotation } from "../formulas/common.ts";
import { perLayer, perPair } from "../per-pair.ts";
import type { Predictor, PredictorInput } from "../predictors.ts";
import { keyError, noAttribute, Raised, valueError } from "../python/raised.ts";
import { float, isDict, isList, numeric, type PyDict, type PyValue, str, truthy } from "../python/value.ts";
import { Report } from "../report.ts";
import type { Source } from "../runtime.ts";
import { namesOther } from "../serving/architecture.ts";
import { type LoadedConfig, loadForOwnRotation } from "../serving/load.ts";
import { runTransformers } from "../transformers/run.ts";
import { ignoreUnreadOfLoaded } from "../unread-keys.ts";
import { type Ct2Loader, LOADERS, REGISTERED } from "./models.ts";

const TRANSFORMERS = "5.24.0";
const CONVERTER = "python/ctranslate2/converters/transformers.py";

const SOURCES = {
  types: { file: CONVERTER, lines: "47-52, 342-364", release: "4.8.5", how: "ran" },
  llama3: { file: "python/ctranslate2/specs/attention_spec.py", lines: "84-99", release: "4.8.5", how: "ran" },
  missing: { file: "python/ctranslate2/specs/model_spec.py", lines: "127-141", release: "4.8.5", how: "ran" },
  engine: { file: "src/layers/attention_layer.cc", lines: "252-341", release: "4.8.1", how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

const SUPPORTED = ["linear", "su", "llama3", "longrope"];

/** false where the loader was not read. */
export const predictCtranslate2: Predictor = ({ document, report }: PredictorInput): boolean => {
  const config = loadForOwnRotation(document, TRANSFORMERS, report);
  if (config === null || config.language.path.length > 0) return false;
  const { modelType, family } = config.language;
  const loader = Object.hasOwn(LOADERS, modelType) ? LOADERS[modelType] : undefined;
  if (loader === undefined) {
    if (family.class === undefined || REGISTERED.includes(family.class)) return false;
    report.cite(SOURCES.types);
    throw valueError(
      `No conversion is registered for the model configuration ${family.class} (supported configurations are: ${REGISTERED.join(", ")})`,
    );
  }
  if (namesOther(document, loader.architecture) || document.has("auto_map")) return false;
  const dim = dimOf(config, loader);
  if (dim === null) return false;
  buildModel(document, config);
  report.cite({ file: CONVERTER, lines: loader.lines, release: "4.8.5", how: "ran" });
  report.cite(SOURCES.types);
  report.cite(SOURCES.engine);
  switch (loader.kind) {
    case "gemma3":
      // transformers 5 keeps both thetas in rope_parameters, where this loader does not look.
      report.ropes.push({ layerType: "full_attention", ...plain(loader.theta, dim) });
      report.ropes.push({ layerType: "sliding_attention", ...plain(10000, dim) });
      report.ignore(blockName(document));
      return true;
    case "theta":
      // The same: rope_theta is no attribute of the object any more.
      report.ropes.push({ layerType: null, ...plain(loader.theta, dim) });
      if (isDict(config.block) && config.block.get("rope_type") !== "default") report.ignore(blockName(document));
      return true;
    case "phi3":
      return phi3(config);
    default:
      report.ropes.push({ layerType: null, ...fromBlock(config, loader, dim, report) });
      return true;
  }
};

/** transformers makes the model before anything is converted; nothing is called, so that what raises at a call does not. */
function buildModel(document: PyDict, { block }: LoadedConfig): void {
  const type = isDict(block) ? (block.get("rope_type") ?? "default") : "default";
  if (type === "default") return;
  try {
    runTransformers(document, TRANSFORMERS, null, new Report());
  } catch (error) {
    const atCall = error instanceof Raised && error.exception === "RuntimeError" && type !== "longrope";
    if (!atCall) throw error;
  }
}

function blockName(document: PyDict): string {
  return document.has("rope_scaling") ? "rope_scaling" : "rope_parameters";
}

/** null where the weights would not fit what the engine takes for the size of a head. */
function dimOf({ attributes }: LoadedConfig, { passesHead }: Ct2Loader): number | null {
  const shape = numeric(attributes.shapeHead());
  const given = numeric(attributes.get("head_dim"));
  return passesHead || given === null || given === shape ? (given ?? shape) : null;
}

function plain(theta: number, dim: number): Rotation {
  const base = Math.fround(theta);
  const invFreq = perPair(Math.floor(dim / 2), (i) => Math.fround(1 / base ** ((2 * i) / dim)));
  return { invFreq, attentionFactor: 1 };
}

/** get_rotary_params: `type` counts before `rope_type`. */
function fromBlock(
  { block, attributes }: LoadedConfig,
  { architecture, theta }: Ct2Loader,
  dim: number,
  report: PredictorInput["report"],
): Rotation {
  const own = isDict(block) ? block : new Map<string, PyValue>();
  const type = truthy(own.get("type")) ? own.get("type") : own.get("rope_type");
  const base = numeric(own.get("rope_theta") ?? float(theta));
  if (base === null) throw valueError(`could not convert string to float: '${str(own.get("rope_theta"))}'`);
  const unscaled = plain(base, dim);
  if (type === "default" || own.size === 0) {
    ignoreUnreadOfLoaded(own, [], report);
    return unscaled;
  }
  if (typeof type !== "string" || !SUPPORTED.includes(type)) throw unsupported(type);
  const layers = numeric(attributes.get("num_hidden_layers")) ?? 0;
  if (type === "linear") {
    ignoreUnreadOfLoaded(own, ["factor"], report);
    const factor = numeric(own.get("factor") ?? float(1));
    if (factor === null) throw valueError(`could not convert string to float: '${str(own.get("factor"))}'`);
    return { ...unscaled, invFreq: unscaled.invFreq.map((frequency) => Math.fround(frequency / factor)) };
  }
  if (type !== "llama3") {
    report.cite(SOURCES.missing);
    throw notSet(layers, ["rotary_scaling_long_factor", "rotary_scaling_short_factor"]);
  }
  if (architecture !== "LlamaForCausalLM") {
    report.cite(SOURCES.missing);
    throw notSet(layers, ["rotary_low_freq_factor", "rotary_high_freq_factor"]);
  }
  // Factor and original length are never written, so that the engine divides by 1.
  report.cite(SOURCES.llama3);
  ignoreUnreadOfLoaded(own, [], report);
  return unscaled;
}

function unsupported(type: PyValue | undefined): Raised {
  return new Raised(
    "NotImplementedError",
    `RoPE scaling type '${str(type)}' is not yet implemented. The following RoPE scaling types are currently supported: ${SUPPORTED.join(", ")}`,
  );
}

function notSet(layers: number, names: readonly string[]): Raised {
  const list = perLayer(layers, (layer) => names.map((name) => `decoder/layer_${layer}/self_attention/${name}`));
  return valueError(`Some required model attributes are not set:\n\n${list.flat().join("\n")}`);
}

/** Made for the model's own code of old: transformers' class keeps no rotary module in the layer. */
function phi3({ block }: LoadedConfig): boolean {
  if (!isDict(block)) return false;
  const type = block.get("type");
  if (type === undefined) throw keyError("type");
  if (typeof type !== "string" || !SUPPORTED.includes(type)) throw unsupported(type);
  const reads = type === "su" || type === "longrope";
  if (!reads || !isList(block.get("long_factor"))) return false;
  throw noAttribute("Phi3Attention", "rotary_emb");
}
