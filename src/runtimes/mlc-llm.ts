/** MLC-LLM: read, never run. */
import { refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const RELEASE = "79d603f0";

const SOURCES = {
  llama: { file: "python/mlc_llm/model/llama/llama_model.py", lines: "52-58", release: RELEASE, how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

/** The config class of the type's own file, which has no rope_scaling. */
function configClass(type: string): Source {
  const folder = type === "gemma3_text" ? "gemma3" : type;
  return {
    file: `python/mlc_llm/model/${folder}/${folder}_model.py`,
    lines: "config class",
    release: RELEASE,
    how: "read",
  };
}

/** Types whose config class has no rope_scaling. */
const IGNORES_BLOCK = new Set(["mistral", "mixtral", "qwen2", "qwen3", "gemma", "gemma3", "gemma3_text", "internlm2"]);

export const mlcLlmSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (type !== "llama" && !IGNORES_BLOCK.has(type)) return unknown(`MLC's ${type || "model"} was not read`);
  const source = type === "llama" ? SOURCES.llama : configClass(type);
  if (model.dialect === "v5") return refuses("does not read rope_parameters", source);
  if (form === "none") return runs("runs as it is", source);
  if (form === "theta") return runs("reads the changed rope_theta", source);
  if (type !== "llama") return refuses(`MLC's ${type} ignores rope_scaling`, source);
  return form === "llama3"
    ? runs("runs llama3 as written", SOURCES.llama)
    : refuses(`raises AssertionError: Unsupported RoPE scaling type ${form} for Llama`, SOURCES.llama);
};
