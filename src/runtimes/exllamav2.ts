/** ExLlamaV2. */
import { care, refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const SOURCES = {
  config: { file: "exllamav2/config.py", lines: "383-412", release: "0.3.2", how: "ran" },
  yarn: { file: "exllamav2/rope.py", lines: "90, 132", release: "0.3.2", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Model types whose handling of the block was read or run. */
const READ_TYPES = new Set(["llama", "mistral", "qwen2"]);

export const exllamaV2Support: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!READ_TYPES.has(type)) return unknown(`ExLlamaV2's ${type || "model"} was not read`);
  if (model.dialect === "v5") return refuses("does not read rope_parameters", SOURCES.config);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.config);
    case "theta":
      return runs("reads the changed rope_theta", SOURCES.config);
    case "linear":
    case "llama3":
      return runs(`runs ${form} as written`, SOURCES.config);
    case "dynamic":
      return refuses("dynamic is ignored in silence", SOURCES.config);
    case "yarn":
      return refuses("computes yarn's ramp from the extended length", SOURCES.yarn);
    case "longrope":
      return care("needs original_max_position_embeddings at top level too", SOURCES.config);
  }
};
