/** transformers: which strategies it runs as RoPE Lens writes them. Measured on the releases that the sources name. */
import * as l10n from "@vscode/l10n";
import { atLeast, below } from "../release.ts";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";

const MRU = "src/transformers/modeling_rope_utils.py";
const MODELS = "src/transformers/models";

const SOURCES = {
  formulas5: { file: MRU, lines: "ROPE_INIT_FUNCTIONS", release: "5.24.0", how: "ran" },
  formulas4: { file: MRU, lines: "ROPE_INIT_FUNCTIONS", release: "4.57.6", how: "ran" },
  ignoresParameters: {
    file: `${MODELS}/llama/configuration_llama.py`,
    lines: "LlamaConfig.__init__",
    release: "4.57.6",
    how: "ran",
  },
  yarnRamp: { file: MRU, lines: "225", release: "4.43.4", how: "ran" },
  phi3v4: { file: `${MODELS}/phi3/configuration_phi3.py`, lines: "205", release: "4.57.6", how: "ran" },
  phi3v5: { file: `${MODELS}/phi3/configuration_phi3.py`, lines: "98-103", release: "5.24.0", how: "ran" },
  olmo: {
    file: `${MODELS}/olmo/configuration_olmo.py`,
    lines: "_rope_scaling_validation",
    release: "4.57.6",
    how: "ran",
  },
} as const satisfies Readonly<Record<string, Source>>;

/** Releases up to 4 know nothing of rope_parameters; Phi-3's own checks are the strictest. */
export const transformersSupport = triedSupport({
  name: "transformers",
  title: "transformers",
  windowOption: null,
  ownFactor: false,
  formula: (_form, release) => (atLeast(release, "5.0.0") ? SOURCES.formulas5 : SOURCES.formulas4),
  caution: ({ form, release }): Remark | null =>
    form === "dynamic"
      ? {
          note: l10n.t("frequencies follow the running length"),
          source: atLeast(release, "5.0.0") ? SOURCES.formulas5 : SOURCES.formulas4,
        }
      : null,
  refusal: ({ form, type, model, release }): Remark | null => {
    const v5 = atLeast(release, "5.0.0");
    if (!v5 && model.dialect === "v5") {
      return {
        note: l10n.t("rope_parameters is ignored in silence before transformers 5"),
        source: SOURCES.ignoresParameters,
      };
    }
    if (type === "phi3") {
      return v5
        ? { note: l10n.t("Phi-3 takes longrope blocks only and raises for other types"), source: SOURCES.phi3v5 }
        : {
            note: l10n.t("Phi-3 takes exactly type, short_factor and long_factor before transformers 5, and raises"),
            source: SOURCES.phi3v4,
          };
    }
    if ((type === "olmo" || type === "olmo2") && !v5 && form !== "theta" && form !== "none") {
      return {
        note: l10n.t("{0} accepts only linear and dynamic before transformers 5, and raises", type),
        source: SOURCES.olmo,
      };
    }
    if (form === "yarn" && below(release, "4.51.0")) {
      return { note: l10n.t("computes yarn's ramp from max_position_embeddings up to 4.50"), source: SOURCES.yarnRamp };
    }
    return null;
  },
});
