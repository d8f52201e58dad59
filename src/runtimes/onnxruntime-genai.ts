/** onnxruntime-genai: what its model builder bakes into the graph. */
import { refuses, runs, type Source, type Support, type SupportOf, unknown } from "./runtime.ts";
import { type WrittenForm, writtenForm } from "./strategy-block.ts";

const BASE = "onnxruntime_genai/models/builders/base.py";

const SOURCES = {
  base: { file: BASE, lines: "665-701", release: "0.18.0", how: "ran" },
  llama: { file: "onnxruntime_genai/models/builders/llama.py", lines: "15-26", release: "0.18.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Types built by the base class without a rope of their own. */
const BASE_CLASS = new Set(["qwen2", "qwen3", "mistral"]);

function onBase(form: WrittenForm): Support {
  if (form === "linear") return runs("runs linear as written", SOURCES.base);
  if (form === "yarn") return refuses("yarn needs beta_fast and beta_slow and never rounds its ramp", SOURCES.base);
  return refuses(`raises NotImplementedError: the ${form} RoPE style is not supported`, SOURCES.base);
}

export const onnxruntimeGenaiSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (type !== "llama" && !BASE_CLASS.has(type)) return unknown(`the builder of ${type || "this model"} was not read`);
  const source = type === "llama" ? SOURCES.llama : SOURCES.base;
  if (form === "none") return runs("runs as it is", source);
  if (form === "theta") return runs("reads the changed theta", source);
  if (type !== "llama") return onBase(form);
  return form === "llama3"
    ? runs("runs llama3 as written", SOURCES.llama)
    : refuses(`${form} on Llama is ignored in silence`, SOURCES.llama);
};
