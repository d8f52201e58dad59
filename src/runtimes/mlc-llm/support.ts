/** MLC-LLM: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";
import { MLC_MODELS } from "./models.ts";

const RELEASE = "79d603f0";
const LLAMA: Source = {
  file: "python/mlc_llm/model/llama/llama_model.py",
  lines: "52-58",
  release: RELEASE,
  how: "read",
};

export const mlcLlmSupport = triedSupport({
  name: "mlc-llm",
  title: "MLC-LLM",
  windowOption: null,
  ownFactor: false,
  formula: () => LLAMA,
  caution: () => null,
  refusal: ({ form, type, model }): Remark | null => {
    const known = MLC_MODELS[type];
    if (known === undefined || model.dialect === "v5") return null;
    const scaled = form !== "none" && form !== "theta";
    const source: Source = {
      file: `python/mlc_llm/model/${known.file}`,
      lines: known.lines,
      release: RELEASE,
      how: "read",
    };
    if (known.kind === "ignored" && scaled) return { note: l10n.t("MLC's {0} ignores rope_scaling", type), source };
    return known.kind === "llama" && scaled
      ? { note: l10n.t("raises {0}", `AssertionError: Unsupported RoPE scaling type ${form} for Llama`), source: LLAMA }
      : null;
  },
});
