/** Ollama: its own converter from safetensors (`ollama create`); a GGUF made by llama.cpp behaves as there. Read, never run. */
import { refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const RELEASE = "0.33.0-rc2";

const SOURCES = {
  llama: { file: "convert/convert_llama.go", lines: "KV", release: RELEASE, how: "read" },
  qwen: { file: "convert/convert_qwen2.go", lines: "KV", release: RELEASE, how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

export const ollamaSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (type !== "llama" && type !== "qwen2" && type !== "qwen3") {
    return unknown(`Ollama's converter of ${type || "this model"} was not read`);
  }
  const source = type === "llama" ? SOURCES.llama : SOURCES.qwen;
  if (model.dialect === "v5") return refuses("ollama create does not read rope_parameters", source);
  if (form === "none") return runs("runs as it is", source);
  if (form === "theta") return runs("reads the changed rope_theta", source);
  if (type !== "llama") return refuses("ollama create drops a block that is spelled rope_type", SOURCES.qwen);
  return form === "llama3"
    ? runs("ollama create reads llama3", SOURCES.llama)
    : refuses(`ollama create drops ${form} as it is written`, SOURCES.llama);
};
