/** transformers: which strategies it runs as RoPE Lens writes them. Measured on the releases that the sources name. */
import type { ModelConfig } from "../../config/model.ts";
import { atLeast, below } from "../release.ts";
import { care, refuses, runs, type Source, type Support, type SupportOf, unknown } from "../runtime.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";

const MRU = "src/transformers/modeling_rope_utils.py";

const SOURCES = {
  formulas5: { file: MRU, lines: "ROPE_INIT_FUNCTIONS", release: "5.24.0", how: "ran" },
  formulas4: { file: MRU, lines: "ROPE_INIT_FUNCTIONS", release: "4.57.6", how: "ran" },
  ignoresParameters: {
    file: "src/transformers/models/llama/configuration_llama.py",
    lines: "LlamaConfig.__init__",
    release: "4.57.6",
    how: "ran",
  },
  yarnRamp: { file: MRU, lines: "225", release: "4.43.4", how: "ran" },
  phi3v4: { file: "src/transformers/models/phi3/configuration_phi3.py", lines: "205", release: "4.57.6", how: "ran" },
  phi3v5: {
    file: "src/transformers/models/phi3/configuration_phi3.py",
    lines: "98-103",
    release: "5.24.0",
    how: "ran",
  },
  phimoe: { file: "src/transformers/models/phimoe/modeling_phimoe.py", lines: "90", release: "5.24.0", how: "ran" },
  headDim: { file: MRU, lines: "_compute_yarn_parameters", release: "4.57.6", how: "ran" },
  olmo: {
    file: "src/transformers/models/olmo/configuration_olmo.py",
    lines: "_rope_scaling_validation",
    release: "4.57.6",
    how: "ran",
  },
  ernieVl: {
    file: "src/transformers/models/ernie4_5_vl_moe/modeling_ernie4_5_vl_moe.py",
    lines: "Ernie4_5_VLMoeTextRotaryEmbedding.__init__",
    release: "5.24.0",
    how: "ran",
  },
} as const satisfies Readonly<Record<string, Source>>;

/** First release in which the type reads rope_scaling at all; the others have been measured on 4.57.6 and 5 only. */
const READS_SCALING_SINCE: Readonly<Record<string, string>> = {
  llama: "4.43.4",
  qwen2: "4.45.2",
  cohere: "4.45.2",
  mistral: "4.48.3",
  mixtral: "4.48.3",
};

/** Types whose class leaves head_dim null, which yarn, longrope and dynamic then multiply. */
function lacksHeadDim(type: string, release: string): boolean {
  if (type === "mixtral") return atLeast(release, "4.52.4");
  return type === "mistral" && atLeast(release, "4.52.4") && below(release, "5.0.0");
}

function phi3(form: WrittenForm, release: string): Support {
  if (atLeast(release, "5.0.0")) {
    return form === "longrope"
      ? runs("reads the longrope block", SOURCES.phi3v5)
      : refuses("Phi-3 takes longrope blocks only and raises for other types", SOURCES.phi3v5);
  }
  return refuses(
    "Phi-3 takes exactly type, short_factor and long_factor before transformers 5, and raises",
    SOURCES.phi3v4,
  );
}

function olderRelease(form: WrittenForm, model: ModelConfig, release: string): Support | null {
  if (atLeast(release, "5.0.0")) return null;
  if (model.dialect === "v5") {
    return refuses("rope_parameters is ignored in silence before transformers 5", SOURCES.ignoresParameters);
  }
  if (form === "yarn" && below(release, "4.51.0")) {
    return refuses("computes yarn's ramp from max_position_embeddings up to 4.50", SOURCES.yarnRamp);
  }
  const since = READS_SCALING_SINCE[model.modelType ?? ""];
  if (since !== undefined && below(release, since)) {
    return refuses(`${model.modelType} ignores rope_scaling before ${since}`, SOURCES.formulas4);
  }
  if (since === undefined && below(release, "4.57.0")) {
    return unknown(`${model.modelType ?? "this model type"} was not tried on ${release}`);
  }
  return null;
}

export const transformersSupport: SupportOf = (strategy, model, release) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  const formulas = atLeast(release, "5.0.0") ? SOURCES.formulas5 : SOURCES.formulas4;
  if (type === "") return unknown("the file has no model_type");
  if (form === "none") return runs("runs as it is", formulas);
  if (form === "theta") {
    return model.dialect === "v5" && below(release, "5.0.0")
      ? refuses("rope_parameters is ignored in silence before transformers 5", SOURCES.ignoresParameters)
      : runs("reads the changed theta", formulas);
  }
  if (type === "phi3") return phi3(form, release);
  if (type === "ernie4_5_vl_moe" || type === "ernie4_5_vl_moe_text" || type === "recurrent_gemma") {
    return refuses(`${type} refuses every scaled type`, SOURCES.ernieVl);
  }
  const older = olderRelease(form, model, release);
  if (older !== null) return older;
  if (type === "phimoe" && form === "longrope") {
    return refuses("Phi-3.5-MoE does not follow its longrope block in transformers 5", SOURCES.phimoe);
  }
  if ((type === "olmo" || type === "olmo2") && below(release, "5.0.0") && form !== "linear" && form !== "dynamic") {
    return refuses(`${type} accepts only linear and dynamic before transformers 5, and raises`, SOURCES.olmo);
  }
  if (lacksHeadDim(type, release) && (form === "yarn" || form === "longrope" || form === "dynamic")) {
    return care("raises TypeError unless head_dim stands in the file", SOURCES.headDim);
  }
  if (form === "dynamic") return care("frequencies follow the running length", formulas);
  return runs(`runs ${form} as written`, formulas);
};
