/** onnxruntime-genai: which strategies its model builder bakes into the graph as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";
import { BUILDERS } from "./models.ts";

const SOURCES = {
  base: { file: "onnxruntime_genai/models/builders/base.py", lines: "665-701", release: "0.18.0", how: "ran" },
  llama: { file: "onnxruntime_genai/models/builders/llama.py", lines: "15-26", release: "0.18.0", how: "ran" },
  phi3: { file: "onnxruntime_genai/models/builders/phi.py", lines: "86-103", release: "0.18.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

export const onnxruntimeGenaiSupport = triedSupport({
  name: "onnxruntime-genai",
  title: "onnxruntime-genai",
  windowOption: null,
  ownFactor: false,
  formula: () => SOURCES.base,
  caution: () => null,
  refusal: ({ form, type }): Remark | null => {
    const kind = BUILDERS[type]?.kind;
    if (kind === "llama")
      return { note: l10n.t("{0} on {1} is ignored in silence", form, type), source: SOURCES.llama };
    if (kind === "phi3") {
      return form === "longrope"
        ? { note: l10n.t("needs `type` beside `rope_type` in the block: KeyError 'type'"), source: SOURCES.phi3 }
        : null;
    }
    if (form === "yarn") {
      return { note: l10n.t("yarn needs beta_fast and beta_slow and never rounds its ramp"), source: SOURCES.base };
    }
    return form === "none" || form === "theta" || form === "linear"
      ? null
      : {
          note: l10n.t("raises {0}", `NotImplementedError: The ${form} RoPE style is not currently supported`),
          source: SOURCES.base,
        };
  },
});
