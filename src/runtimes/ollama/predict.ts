/** Ollama: its own converter from safetensors (`ollama create`), then llama-server. A GGUF of llama.cpp's behaves as there. */
import { load } from "../llama-cpp/load.ts";
import { type LlamaCppModel, llamaCppModel } from "../llama-cpp/models.ts";
import type { PredictorInput } from "../predictors.ts";
import { Raised } from "../python/raised.ts";
import { isList, type PyDict, str } from "../python/value.ts";
import { toOllamaGguf } from "./convert.ts";
import { type OllamaModel, ollamaModel, ollamaModelFor } from "./models.ts";

const RELEASE = "0.33.0-rc2";

/** false where the converter or what the runner makes of it was not read. */
export function predictOllama({ document, maxLength, report }: PredictorInput): boolean {
  const found = modelIn(document);
  if (found === null) return false;
  const [architecture, model] = found;
  const runner = llamaCppModel(architecture);
  if (runner === null || runner === "unread") return false;
  report.cite({
    file: `convert/convert_${model.converter}.go`,
    lines: model.lines,
    release: RELEASE,
    how: "read",
  });
  report.cite({ file: "llm/server.go", lines: "110-118", release: RELEASE, how: "read" });
  const gguf = toOllamaGguf(document, architecture, model, report);
  if (gguf === null) return false;
  const trained = Number(gguf.keys.get("context_length") ?? 0);
  if (maxLength !== null && maxLength > trained) {
    report.warn(`requested context size too large for model num_ctx=${maxLength} n_ctx_train=${trained}`);
  }
  const context = maxLength === null ? null : Math.min(maxLength, trained);
  // Without num_ctx the context follows the memory, and with it the list of factors.
  if (context === null && listsDiffer(gguf.tensors)) return false;
  report.ropes.push(...load(gguf, runnerOf(runner), context));
  if (document.has("rope_parameters")) report.ignore("rope_parameters");
  return true;
}

/** The keys come from Ollama's converter, which raises by itself where it must. */
function runnerOf(runner: LlamaCppModel): LlamaCppModel {
  return { ...runner, sectionsRequired: false };
}

function listsDiffer(tensors: ReadonlyMap<string, readonly number[]>): boolean {
  const short = tensors.get("rope_factors_short.weight");
  const long = tensors.get("rope_factors_long.weight");
  return (short ?? []).some((factor, pair) => factor !== long?.[pair]);
}

/** A file that names no architecture is taken for the usual one of its model type. */
function modelIn(document: PyDict): readonly [string, OllamaModel] | null {
  const names = document.get("architectures");
  if (!isList(names)) {
    const modelType = document.get("model_type");
    return typeof modelType === "string" ? ollamaModelFor(modelType) : null;
  }
  if (names.length === 0) throw new Raised("error", "unknown architecture");
  const name = str(names[0]);
  const model = ollamaModel(name);
  return model === null ? null : [name, model];
}
