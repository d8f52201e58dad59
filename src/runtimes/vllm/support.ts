/** vLLM: which strategies it runs as RoPE Lens writes them. */

import * as l10n from "@vscode/l10n";
import { languageTypeOf } from "../../config/language-type.ts";
import { atLeast, below } from "../release.ts";
import { care, refuses, runs, type Source, type Support, type SupportOf } from "../runtime.ts";
import { servedModel } from "../serving/models.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";
import { type Case, type Remark, triedSupport } from "../tried-support.ts";
import { VLLM_MODELS } from "./models.ts";

const ROTARY = "vllm/model_executor/layers/rotary_embedding";
const GET_ROPE = `${ROTARY}/__init__.py`;

const SOURCES = {
  theta: { file: GET_ROPE, lines: "64", release: "0.33.0", how: "ran" },
  linear: { file: "vllm/config/model.py", lines: "2603-2634", release: "0.33.0", how: "ran" },
  dynamicNow: { file: `${ROTARY}/dynamic_ntk_scaling_rope.py`, lines: "58-65", release: "0.33.0", how: "ran" },
  dynamicOld: { file: GET_ROPE, lines: "DynamicNTKScalingRotaryEmbedding", release: "0.11.0", how: "ran" },
  yarn: { file: GET_ROPE, lines: "243-283", release: "0.33.0", how: "ran" },
  llama3: { file: GET_ROPE, lines: "167-183", release: "0.33.0", how: "ran" },
  longrope: { file: GET_ROPE, lines: "313-333", release: "0.33.0", how: "ran" },
  neoxOnly: { file: `${ROTARY}/phi3_long_rope_scaled_rope.py`, lines: "38-41", release: "0.33.0", how: "ran" },
  deepseek: { file: "vllm/model_executor/models/deepseek_v2.py", lines: "542-547", release: "0.33.0", how: "ran" },
  gptOss: { file: "vllm/model_executor/models/gpt_oss.py", lines: "111-126", release: "0.33.0", how: "ran" },
  chatglm: { file: "vllm/model_executor/models/chatglm.py", lines: "100-104", release: "0.33.0", how: "read" },
  ignoresParameters: { file: "vllm/transformers_utils/config.py", lines: "365-399", release: "0.11.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

function formula(form: WrittenForm, release: string): Source {
  switch (form) {
    case "none":
    case "theta":
      return SOURCES.theta;
    case "dynamic":
      return atLeast(release, "0.22.0") ? SOURCES.dynamicNow : SOURCES.dynamicOld;
    default:
      return SOURCES[form];
  }
}

function refusal({ form, type, model, release }: Case): Remark | null {
  if (model.dialect === "v5" && below(release, "0.11.1")) {
    return { note: l10n.t("rope_parameters is ignored in silence up to 0.11.0"), source: SOURCES.ignoresParameters };
  }
  const served = servedModel(VLLM_MODELS, type, release);
  if (served?.kind === "deepseek") {
    return { note: l10n.t("MLA models turn {0} into yarn in silence", form), source: SOURCES.deepseek };
  }
  if (form === "dynamic" && atLeast(release, "0.22.0")) {
    return { note: l10n.t("dynamic by factor scales nothing since 0.22"), source: SOURCES.dynamicNow };
  }
  if (form === "longrope" && served?.interleaved === true) {
    return {
      note: l10n.t("longrope raises ValueError for models with interleaved rotation"),
      source: SOURCES.neoxOnly,
    };
  }
  return null;
}

function caution({ form, type, release }: Case): Remark | null {
  if (form === "dynamic")
    return { note: l10n.t("scaled for the whole length at every length"), source: SOURCES.dynamicOld };
  if (form === "yarn" && servedModel(VLLM_MODELS, type, release)?.kind === "deepseek") {
    return { note: l10n.t("run as deepseek_yarn, with the same frequencies and factor"), source: SOURCES.deepseek };
  }
  return null;
}

const tried = triedSupport({
  name: "vllm",
  title: "vLLM",
  windowOption: "--max-model-len",
  ownFactor: true,
  formula,
  refusal,
  caution,
});

/** gpt-oss takes four keys of the block, and truncate since 0.12. */
function gptOss(form: WrittenForm, asTried: () => Support): Support {
  if (form === "none" || form === "theta")
    return refuses(l10n.t("gpt-oss raises without a yarn block"), SOURCES.gptOss);
  if (form !== "yarn")
    return refuses(l10n.t("gpt-oss builds its own yarn from the block, other types raise KeyError"), SOURCES.gptOss);
  const support = asTried();
  return support.state === "no" || support.state === "unknown"
    ? support
    : care(l10n.t("gpt-oss raises KeyError unless beta_fast and beta_slow stand in the block"), SOURCES.gptOss);
}

export const vllmSupport: SupportOf = (strategy, model, release) => {
  const form = writtenForm(strategy);
  const type = languageTypeOf(model);
  if (type === "chatglm") {
    return form === "none"
      ? runs(l10n.t("runs as it is"), SOURCES.chatglm)
      : refuses(l10n.t("ChatGLM reads rope_ratio only"), SOURCES.chatglm);
  }
  if (servedModel(VLLM_MODELS, type, release)?.kind === "gpt_oss")
    return gptOss(form, () => tried(strategy, model, release));
  return tried(strategy, model, release);
};
