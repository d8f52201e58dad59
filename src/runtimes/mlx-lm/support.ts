/** mlx-lm: which strategies it runs as RoPE Lens writes them. */
import { below } from "../release.ts";
import { care, refuses, runs, type Source, type SupportOf, unknown } from "../runtime.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";

const UTILS = "mlx_lm/models/rope_utils.py";

const SOURCES = {
  types: { file: UTILS, lines: "291-373", release: "0.32.2", how: "ran" },
  dynamic: { file: UTILS, lines: "310", release: "0.32.2", how: "ran" },
  longrope: { file: UTILS, lines: "347-357", release: "0.32.2", how: "ran" },
  ignores: { file: "mlx_lm/models/mixtral.py", lines: "nn.RoPE", release: "0.32.2", how: "ran" },
  phi3: { file: "mlx_lm/models/phi3.py", lines: "37", release: "0.32.2", how: "ran" },
  qwen2moe: { file: "mlx_lm/models/qwen2_moe.py", lines: "42, 63", release: "0.32.2", how: "read" },
  noParameters: { file: "mlx_lm/models/llama.py", lines: "initialize_rope", release: "0.32.2", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Model files that hand rope_scaling to initialize_rope. */
const READS_BLOCK = new Set([
  "llama",
  "mistral",
  "qwen2",
  "qwen3",
  "gemma3_text",
  "olmo2",
  "olmo3",
  "granite",
  "deepseek_v3",
  "deepseek_v32",
  "exaone",
  "exaone4",
  "apertus",
  "bitnet",
  "falcon_h1",
  "seed_oss",
]);

/** Model files with a plain nn.RoPE: the block is dropped without a word. */
const IGNORES_BLOCK = new Set([
  "mixtral",
  "qwen3_moe",
  "gemma",
  "gemma2",
  "cohere",
  "cohere2",
  "glm",
  "glm4",
  "gpt_neox",
  "stablelm",
  "phi",
  "starcoder2",
  "olmo",
  "lfm2",
  "minimax",
  "dbrx",
  "ernie4_5",
  "ernie4_5_moe",
]);

/** First release whose initialize_rope knows the type. */
const SINCE: Partial<Readonly<Record<WrittenForm, string>>> = {
  yarn: "0.22.5",
  longrope: "0.25.3",
  dynamic: "0.32.0",
};

export const mlxLmSupport: SupportOf = (strategy, model, release) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  const plain = form === "none" || form === "theta";
  if (!READS_BLOCK.has(type) && !IGNORES_BLOCK.has(type)) return unknown(`mlx-lm's ${type || "model"} was not read`);
  if (
    model.dialect === "v5" &&
    (type === "llama" || type === "qwen2" || type === "gemma3_text" || type === "mistral")
  ) {
    return refuses(`mlx-lm's ${type} does not read rope_parameters and takes its default theta`, SOURCES.noParameters);
  }
  if (model.dialect === "v5") return unknown(`whether mlx-lm's ${type} reads rope_parameters was not seen`);
  if (form === "none") return runs("runs as it is", SOURCES.types);
  if (form === "theta") return runs("reads the changed rope_theta", SOURCES.types);
  if (!plain && IGNORES_BLOCK.has(type))
    return refuses(`mlx-lm's ${type} ignores the block in silence`, SOURCES.ignores);
  const since = SINCE[form];
  if (since !== undefined && below(release, since)) return refuses(`${form} is known since ${since}`, SOURCES.types);
  if (form === "dynamic") return care("frequencies follow the running length", SOURCES.dynamic);
  if (form === "longrope")
    return runs("reads the per-pair factors and sets the attention factor itself", SOURCES.longrope);
  return runs(`runs ${form} as written`, SOURCES.types);
};
