/** CTranslate2: which strategies its converter keeps as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";
import { LOADERS } from "./models.ts";

const CONVERTER = "python/ctranslate2/converters/transformers.py";

const SOURCES = {
  types: { file: CONVERTER, lines: "47-52, 342-364", release: "4.8.5", how: "ran" },
  theta: { file: CONVERTER, lines: "357-362", release: "4.8.5", how: "ran" },
  llama3: { file: "python/ctranslate2/specs/attention_spec.py", lines: "84-99", release: "4.8.5", how: "ran" },
  missing: { file: "python/ctranslate2/specs/model_spec.py", lines: "127-141", release: "4.8.5", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

export const ctranslate2Support = triedSupport({
  name: "ctranslate2",
  title: "CTranslate2",
  windowOption: null,
  ownFactor: false,
  formula: (form) => (form === "theta" ? SOURCES.theta : SOURCES.types),
  caution: ({ form, model }): Remark | null =>
    form === "linear" && model.dialect === "v4"
      ? { note: l10n.t("convert with transformers 5: with 4 a block loses rope_theta"), source: SOURCES.theta }
      : null,
  refusal: ({ form, type }): Remark | null => {
    if (form === "llama3" && type === "llama") {
      return { note: l10n.t("llama3 is accepted and does nothing"), source: SOURCES.llama3 };
    }
    if (form === "dynamic" || form === "yarn") {
      const note = l10n.t("raises {0}", `NotImplementedError: RoPE scaling type '${form}' is not yet implemented`);
      return type in LOADERS ? { note, source: SOURCES.types } : null;
    }
    return form === "llama3" || form === "longrope"
      ? {
          note: l10n.t("raises {0}", "ValueError: Some required model attributes are not set"),
          source: SOURCES.missing,
        }
      : null;
  },
});
