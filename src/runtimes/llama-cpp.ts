/** llama.cpp: what conversion to GGUF keeps of a block, and what the loader then runs. */
import { care, refuses, runs, type Source, type Support, type SupportOf, unknown } from "./runtime.ts";
import { type WrittenForm, writtenForm } from "./strategy-block.ts";

const RELEASE = "0c1e57098";
const CONVERTER = "conversion/base.py";

const SOURCES = {
  converter: { file: CONVERTER, lines: "1352-1510", release: RELEASE, how: "ran" },
  dynamic: { file: CONVERTER, lines: "1487", release: RELEASE, how: "ran" },
  llama3: { file: "conversion/llama.py", lines: "298-326", release: RELEASE, how: "ran" },
  phi3: { file: "conversion/phi.py", lines: "148-211", release: RELEASE, how: "ran" },
  attention: { file: "src/llama-context.cpp", lines: "177-214", release: RELEASE, how: "read" },
  qwenFactors: { file: "src/models/qwen2.cpp", lines: "86", release: RELEASE, how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

/** Types converted by the Llama class, which writes llama3's tensor. */
const LLAMA_LIKE = new Set(["llama", "mistral"]);
/** Types whose graph passes no per-pair factors. */
const NO_FACTORS = new Set(["qwen2", "qwen3", "qwen3_moe", "gemma3", "gemma3_text", "olmo2", "gpt_oss"]);

function perPair(type: string): Support {
  if (type === "phi3") return care("Phi-3 keeps the lists and sets the attention factor itself", SOURCES.phi3);
  return refuses("conversion drops the per-pair factors: the model runs without scaling", SOURCES.converter);
}

function scaled(form: WrittenForm, type: string): Support {
  switch (form) {
    case "linear":
      return runs("converted as rope.scaling.type linear", SOURCES.converter);
    case "dynamic":
      return refuses("conversion drops dynamic without a word", SOURCES.dynamic);
    case "yarn":
      return runs("converted as yarn, with the usual attention factor", SOURCES.attention);
    case "llama3":
      return LLAMA_LIKE.has(type)
        ? runs("converted into the rope_freqs tensor", SOURCES.llama3)
        : refuses(`conversion writes nothing for llama3 on ${type}`, SOURCES.converter);
    case "longrope":
      return perPair(type);
    default:
      return unknown("");
  }
}

export const llamaCppSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!LLAMA_LIKE.has(type) && !NO_FACTORS.has(type) && type !== "phi3") {
    return unknown(`llama.cpp's ${type || "model"} was not read`);
  }
  if (form === "none") return runs("runs as it is", SOURCES.converter);
  if (form === "theta") return runs("theta becomes rope.freq_base", SOURCES.converter);
  if (type === "phi3" && form !== "longrope") return unknown(`${form} on Phi-3 was not tried`);
  return scaled(form, type);
};
