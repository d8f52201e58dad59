/** vLLM: which strategies it runs as RoPE Lens writes them. */
import type { ModelConfig } from "../../config/model.ts";
import { atLeast, below } from "../release.ts";
import { care, refuses, runs, type Source, type Support, type SupportOf, unknown } from "../runtime.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";

const GET_ROPE = "vllm/model_executor/layers/rotary_embedding/__init__.py";
const CONFIG = "vllm/config/model.py";

const SOURCES = {
  theta: { file: GET_ROPE, lines: "64", release: "0.33.0", how: "ran" },
  linear: { file: CONFIG, lines: "2603-2634", release: "0.33.0", how: "ran" },
  dynamicNow: {
    file: "vllm/model_executor/layers/rotary_embedding/dynamic_ntk_scaling_rope.py",
    lines: "58-65",
    release: "0.33.0",
    how: "ran",
  },
  dynamicOld: { file: GET_ROPE, lines: "DynamicNTKScalingRotaryEmbedding", release: "0.11.0", how: "ran" },
  yarn: { file: GET_ROPE, lines: "243-283", release: "0.33.0", how: "ran" },
  llama3: { file: GET_ROPE, lines: "167-183", release: "0.33.0", how: "ran" },
  longrope: { file: GET_ROPE, lines: "313-333", release: "0.33.0", how: "ran" },
  neoxOnly: {
    file: "vllm/model_executor/layers/rotary_embedding/phi3_long_rope_scaled_rope.py",
    lines: "38-41",
    release: "0.33.0",
    how: "ran",
  },
  deepseek: { file: "vllm/model_executor/models/deepseek_v2.py", lines: "542-547", release: "0.33.0", how: "ran" },
  gptOss: { file: "vllm/model_executor/models/gpt_oss.py", lines: "111-126", release: "0.33.0", how: "ran" },
  chatglm: { file: "vllm/model_executor/models/chatglm.py", lines: "100-104", release: "0.33.0", how: "read" },
  ignoresParameters: { file: "vllm/transformers_utils/config.py", lines: "365-399", release: "0.11.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Types whose model file hands the flat block to get_rope, or takes one block per layer type. */
const READS_BLOCK = new Set(["llama", "mistral", "phi3", "qwen2", "qwen3", "gemma3", "gemma3_text", "cohere"]);
const DEEPSEEK = new Set(["deepseek_v2", "deepseek_v3", "deepseek_v32", "kimi_k2"]);
const INTERLEAVED = new Set(["cohere"]);

function deepseek(form: WrittenForm): Support {
  return form === "yarn"
    ? care("run as deepseek_yarn, with the same frequencies and factor", SOURCES.deepseek)
    : refuses(`MLA models turn ${form} into yarn in silence`, SOURCES.deepseek);
}

function gptOss(form: WrittenForm): Support {
  return form === "yarn"
    ? care("gpt-oss needs beta_fast and beta_slow in the block", SOURCES.gptOss)
    : refuses("gpt-oss builds its own yarn from the block, other types raise KeyError", SOURCES.gptOss);
}

function scaled(form: WrittenForm, model: ModelConfig, release: string): Support {
  switch (form) {
    case "linear":
      return care("derives a window that is factor times too long; start it with --max-model-len", SOURCES.linear);
    case "dynamic":
      return atLeast(release, "0.22.0")
        ? refuses("dynamic by factor scales nothing since 0.22", SOURCES.dynamicNow)
        : care("scaled for the whole length at every length", SOURCES.dynamicOld);
    case "yarn":
      return runs("runs yarn as written", SOURCES.yarn);
    case "llama3":
      return runs("runs llama3 as written", SOURCES.llama3);
    case "longrope":
      return INTERLEAVED.has(model.modelType ?? "")
        ? refuses("longrope raises ValueError for models with interleaved rotation", SOURCES.neoxOnly)
        : runs("reads the per-pair factors and sets the attention factor itself", SOURCES.longrope);
    default:
      return unknown("");
  }
}

export const vllmSupport: SupportOf = (strategy, model, release) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (model.dialect === "v5" && below(release, "0.11.1")) {
    return refuses("rope_parameters is ignored in silence up to 0.11.0", SOURCES.ignoresParameters);
  }
  if (type === "chatglm") {
    return form === "none"
      ? runs("runs as it is", SOURCES.chatglm)
      : refuses("ChatGLM reads rope_ratio only", SOURCES.chatglm);
  }
  if (type === "gpt_oss" && form !== "none" && form !== "theta") return gptOss(form);
  if (!READS_BLOCK.has(type) && !DEEPSEEK.has(type)) return unknown(`vLLM's ${type || "model"} was not read`);
  if (form === "none") return runs("runs as it is", SOURCES.theta);
  if (form === "theta") return runs("reads the changed theta", SOURCES.theta);
  if (DEEPSEEK.has(type)) return deepseek(form);
  return scaled(form, model, release);
};
