/** CTranslate2: what its converter keeps. */
import { care, refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const CONVERTER = "python/ctranslate2/converters/transformers.py";

const SOURCES = {
  types: { file: CONVERTER, lines: "47, 342-364", release: "4.8.5", how: "ran" },
  theta: { file: CONVERTER, lines: "358", release: "4.8.5", how: "ran" },
  llama3: { file: "python/ctranslate2/specs/attention_spec.py", lines: "85-94", release: "4.8.5", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

export const ctranslate2Support: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (type !== "llama") return unknown(`the converter of ${type || "this model"} was not tried`);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.types);
    case "theta":
      return runs("reads the changed theta", SOURCES.theta);
    case "linear":
      return care("convert with transformers 5: with 4 a block loses rope_theta", SOURCES.theta);
    case "llama3":
      return refuses("llama3 is accepted and does nothing", SOURCES.llama3);
    case "longrope":
      return refuses("raises ValueError: Some required model attributes are not set", SOURCES.types);
    case "dynamic":
    case "yarn":
      return refuses(`raises NotImplementedError: RoPE scaling type '${form}' is not yet implemented`, SOURCES.types);
  }
};
