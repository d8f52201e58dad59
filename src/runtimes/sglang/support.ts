/** SGLang: which strategies it runs as RoPE Lens writes them. */
import { below } from "../release.ts";
import { care, refuses, runs, type Source, type Support, type SupportOf, unknown } from "../runtime.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";

const FACTORY = "python/sglang/srt/layers/rotary_embedding/factory.py";

const SOURCES = {
  theta: { file: "python/sglang/srt/models/llama.py", lines: "322-352", release: "0.5.23", how: "ran" },
  linear: { file: FACTORY, lines: "278", release: "0.5.23", how: "ran" },
  dynamic: { file: FACTORY, lines: "289", release: "0.5.23", how: "ran" },
  yarn: { file: FACTORY, lines: "311", release: "0.5.23", how: "ran" },
  llama3: { file: FACTORY, lines: "201", release: "0.5.23", how: "ran" },
  longrope: { file: FACTORY, lines: "402", release: "0.5.23", how: "ran" },
  neoxOnly: {
    file: "python/sglang/srt/layers/rotary_embedding/rope_variant.py",
    lines: "37-170",
    release: "0.5.23",
    how: "ran",
  },
  deepseek: { file: "python/sglang/srt/models/deepseek_v2.py", lines: "2064-2066", release: "0.5.23", how: "ran" },
  ignoresParameters: {
    file: "python/sglang/srt/layers/rotary_embedding.py",
    lines: "1178-1395",
    release: "0.4.10.post2",
    how: "ran",
  },
} as const satisfies Readonly<Record<string, Source>>;

const READS_BLOCK = new Set(["llama", "mistral", "phi3", "qwen2", "qwen3", "gemma3", "gemma3_text", "cohere"]);
const DEEPSEEK = new Set(["deepseek_v2", "deepseek_v3", "deepseek_v32", "kimi_k2"]);
const INTERLEAVED = new Set(["cohere"]);

function scaled(form: WrittenForm, type: string): Support {
  switch (form) {
    case "linear":
      return care("derives a window that is factor times too long; start it with --context-length", SOURCES.linear);
    case "dynamic":
      return care("scaled for the whole length at every length", SOURCES.dynamic);
    case "yarn":
      return runs("runs yarn as written", SOURCES.yarn);
    case "llama3":
      return runs("runs llama3 as written", SOURCES.llama3);
    case "longrope":
      return INTERLEAVED.has(type)
        ? refuses("longrope raises ValueError for models with interleaved rotation", SOURCES.neoxOnly)
        : runs("reads the per-pair factors and sets the attention factor itself", SOURCES.longrope);
    default:
      return unknown("");
  }
}

export const sglangSupport: SupportOf = (strategy, model, release) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (model.dialect === "v5" && below(release, "0.5.10")) {
    return refuses("rope_parameters is ignored in silence with transformers 4", SOURCES.ignoresParameters);
  }
  if (!READS_BLOCK.has(type) && !DEEPSEEK.has(type)) return unknown(`SGLang's ${type || "model"} was not read`);
  if (form === "none") return runs("runs as it is", SOURCES.theta);
  if (form === "theta") return runs("reads the changed theta", SOURCES.theta);
  if (DEEPSEEK.has(type)) {
    return form === "yarn"
      ? care("run as deepseek_yarn, with the same frequencies and factor", SOURCES.deepseek)
      : refuses(`MLA models turn ${form} into yarn in silence`, SOURCES.deepseek);
  }
  return scaled(form, type);
};
