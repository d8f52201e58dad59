/** TensorRT-LLM, PyTorch backend: read, never run. */
import { care, refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const SOURCES = {
  types: {
    file: "tensorrt_llm/_torch/attention_backend/interface.py",
    lines: "RopeParams.from_config",
    release: "1.2.0rc2",
    how: "read",
  },
  window: {
    file: "tensorrt_llm/_torch/pyexecutor/model_engine.py",
    lines: "max_seq_len",
    release: "1.2.0rc2",
    how: "read",
  },
} as const satisfies Readonly<Record<string, Source>>;

/** Model types whose handling of the block was read or run. */
const READ_TYPES = new Set(["llama", "mistral", "qwen2"]);

export const tensorrtLlmSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!READ_TYPES.has(type)) return unknown(`TensorRT-LLM's ${type || "model"} was not read`);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.types);
    case "theta":
      return runs("reads the changed theta", SOURCES.types);
    case "linear":
      return care("derives a window that is factor times too long; start it with --max_seq_len", SOURCES.window);
    case "dynamic":
      return refuses("dynamic by factor changes nothing: only alpha is read", SOURCES.types);
    case "yarn":
    case "llama3":
      return runs(`runs ${form} as written`, SOURCES.types);
    case "longrope":
      return runs("one list for the whole run; sets the attention factor itself", SOURCES.types);
  }
};
