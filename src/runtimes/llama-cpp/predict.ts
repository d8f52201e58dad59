/** llama.cpp in two steps: what conversion to GGUF keeps of a file, and what the loader then runs. */
import type { PredictorInput } from "../predictors.ts";
import { Raised, valueError } from "../python/raised.ts";
import { isDict, isList, type PyDict, type PyValue, str } from "../python/value.ts";
import type { Report } from "../report.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { type Gguf, toGguf } from "./convert.ts";
import { hparamsOf } from "./hparams.ts";
import { load } from "./load.ts";
import { type LlamaCppModel, llamaCppModel, modelFor } from "./models.ts";

const RELEASE = "0c1e57098";

/** false where conversion or graph of the architecture was not read. */
export function predictLlamaCpp({ document, maxLength, report }: PredictorInput): boolean {
  const model = modelOf(document);
  if (model === null) return false;
  const converted = convert(document, model, report);
  if (converted === null) return false;
  const { gguf } = converted;
  report.cite({ ...model.converter, release: RELEASE, how: "ran" });
  report.cite({ ...model.graph, release: RELEASE, how: "read" });
  report.cite({ file: "src/llama-context.cpp", lines: "97-214", release: RELEASE, how: "read" });
  noteIgnored(converted.hparams, model, gguf, report);
  report.ropes.push(...load(gguf, model, maxLength));
  const trained = gguf.keys.get("context_length");
  report.derivedMaxLength = typeof trained === "number" ? trained : null;
  if (typeof trained === "number" && maxLength !== null && maxLength > trained) {
    report.warn(`n_ctx_seq (${maxLength}) > n_ctx_train (${trained}) -- possible training context overflow`);
  }
  return true;
}

/** The GGUF of a document, and what the converter saw of it; null where nothing is known. */
export function convert(
  document: PyDict,
  model: LlamaCppModel,
  report: Report,
): { readonly gguf: Gguf; readonly hparams: PyDict } | null {
  const hparams = hparamsOf(document);
  if (hparams === null) return null;
  if (hparams.raw) report.warn("Trying to load config.json instead");
  return { gguf: toGguf(hparams.values, model, report), hparams: hparams.values };
}

/** A file that names no architecture is taken for the usual one of its model type. */
export function modelOf(document: PyDict): LlamaCppModel | null {
  const text = document.get("text_config");
  const inner = isDict(text) ? text.get("architectures") : undefined;
  const names = isList(inner) ? inner : document.get("architectures");
  if (!isList(names)) {
    const modelType = document.get("model_type");
    return typeof modelType === "string" ? modelFor(modelType) : null;
  }
  if (names.length === 0) throw valueError("Failed to detect model architecture");
  const model = llamaCppModel(str(names[0]));
  if (model === null) throw new Raised("NotImplementedError", `Architecture '${str(names[0])}' not supported!`);
  return model === "unread" ? null : model;
}

/** Keys of the block that change nothing. */
function noteIgnored(hparams: PyDict, model: LlamaCppModel, gguf: Gguf, report: Report): void {
  for (const name of ["rope_scaling", "rope_parameters"]) {
    const block = hparams.get(name);
    if (!isDict(block) || block.size === 0) continue;
    if (name === "rope_scaling" && hparams.has("rope_parameters")) {
      report.ignore(name);
      continue;
    }
    const parts = ["full_attention", "sliding_attention"].map((key) => block.get(key)).filter(isDict);
    for (const part of parts.length === 0 ? [block] : parts) notePart(part, model, gguf, report);
  }
}

function notePart(block: PyDict, model: LlamaCppModel, gguf: Gguf, report: Report): void {
  const { keys, tensors } = gguf;
  const type: PyValue = block.get("rope_type") ?? block.get("type") ?? "default";
  const read = ["rope_theta", "mrope_section", "partial_rotary_factor"];
  if (model.interleavesSections === true) read.push("mrope_interleaved");
  const scaling = keys.get("rope.scaling.type");
  if (scaling === "linear" || scaling === "yarn") read.push("factor");
  if (scaling === "yarn") read.push("original_max_position_embeddings");
  if (scaling === "yarn" && model.readsBetas === true) read.push("beta_fast", "beta_slow", "llama_4_scaling_beta");
  if (model.logMultiplier !== undefined && model.logMultiplier !== "glm-dsa") read.push("mscale_all_dim");
  if (tensors.has("rope_freqs.weight")) read.push(...LLAMA3);
  if (tensors.has("rope_factors_long.weight")) read.push("long_factor", "short_factor");
  if (model.keys === "phi3") read.push("original_max_position_embeddings");
  ignoreUnread(block, read, report);
  const used = tensors.size > 0 || scaling === "linear" || scaling === "yarn";
  if (!used && type !== "default" && type !== "mrope") report.ignore("rope_scaling");
}

const LLAMA3 = ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"];
