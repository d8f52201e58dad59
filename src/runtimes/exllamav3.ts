/** ExLlamaV3. */
import { refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const SOURCES = {
  types: { file: "exllamav3/util/rope.py", lines: "200-216", release: "1.6.5", how: "ran" },
  yarn: { file: "exllamav3/util/rope.py", lines: "305", release: "1.6.5", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Model types whose handling of the block was read or run. */
const READ_TYPES = new Set(["llama", "mistral", "qwen2"]);

export const exllamaV3Support: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!READ_TYPES.has(type)) return unknown(`ExLlamaV3's ${type || "model"} was not read`);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.types);
    case "theta":
      return runs("reads the changed theta", SOURCES.types);
    case "linear":
    case "llama3":
      return runs(`runs ${form} as written`, SOURCES.types);
    case "dynamic":
      return refuses("raises ValueError: Unknown rope_type: dynamic", SOURCES.types);
    case "yarn":
      return runs("takes the factor from the two lengths, which agree as written", SOURCES.yarn);
    case "longrope":
      return runs("reads the per-pair factors and sets the attention factor itself", SOURCES.types);
  }
};
