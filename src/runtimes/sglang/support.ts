/** SGLang: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import { below } from "../release.ts";
import type { Source } from "../runtime.ts";
import { servedModel } from "../serving/models.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Case, type Remark, triedSupport } from "../tried-support.ts";
import { SGLANG_MODELS } from "./models.ts";

const ROTARY = "python/sglang/srt/layers/rotary_embedding";
const FACTORY = `${ROTARY}/factory.py`;

const SOURCES = {
  theta: { file: "python/sglang/srt/models/llama.py", lines: "322-352", release: "0.5.23", how: "ran" },
  linear: { file: FACTORY, lines: "278", release: "0.5.23", how: "ran" },
  dynamic: { file: FACTORY, lines: "289", release: "0.5.23", how: "ran" },
  yarn: { file: FACTORY, lines: "311", release: "0.5.23", how: "ran" },
  llama3: { file: FACTORY, lines: "201", release: "0.5.23", how: "ran" },
  longrope: { file: FACTORY, lines: "402", release: "0.5.23", how: "ran" },
  neoxOnly: { file: `${ROTARY}/rope_variant.py`, lines: "37-170", release: "0.5.23", how: "ran" },
  deepseek: { file: "python/sglang/srt/models/deepseek_v2.py", lines: "2064-2066", release: "0.5.23", how: "ran" },
  ignoresParameters: { file: `${ROTARY}.py`, lines: "1178-1395", release: "0.4.10.post2", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

function formula(form: WrittenForm): Source {
  return form === "none" || form === "theta" ? SOURCES.theta : SOURCES[form];
}

function refusal({ form, type, model, release }: Case): Remark | null {
  if (model.dialect === "v5" && below(release, "0.5.10")) {
    return {
      note: l10n.t("rope_parameters is ignored in silence with transformers 4"),
      source: SOURCES.ignoresParameters,
    };
  }
  const served = servedModel(SGLANG_MODELS, type, release);
  if (served?.kind === "deepseek") {
    return { note: l10n.t("MLA models turn {0} into yarn in silence", form), source: SOURCES.deepseek };
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
    return { note: l10n.t("scaled for the whole length at every length"), source: SOURCES.dynamic };
  if (form === "yarn" && servedModel(SGLANG_MODELS, type, release)?.kind === "deepseek") {
    return { note: l10n.t("run as deepseek_yarn, with the same frequencies and factor"), source: SOURCES.deepseek };
  }
  return null;
}

export const sglangSupport = triedSupport({
  name: "sglang",
  title: "SGLang",
  windowOption: "--context-length",
  ownFactor: true,
  formula,
  refusal,
  caution,
});
