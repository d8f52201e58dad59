/** ExLlamaV2: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Remark, triedSupport } from "../tried-support.ts";

const SOURCES = {
  config: { file: "exllamav2/config.py", lines: "383-412", release: "0.3.2", how: "ran" },
  yarn: { file: "exllamav2/rope.py", lines: "90, 132", release: "0.3.2", how: "ran" },
  longrope: { file: "exllamav2/rope.py", lines: "12-31", release: "0.3.2", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

function formula(form: WrittenForm): Source {
  return form === "longrope" ? SOURCES.longrope : SOURCES.config;
}

export const exllamaV2Support = triedSupport({
  name: "exllamav2",
  title: "ExLlamaV2",
  windowOption: "-l",
  ownFactor: true,
  formula,
  caution: () => null,
  refusal: ({ form, model }): Remark | null => {
    if (model.dialect === "v5") return { note: l10n.t("does not read rope_parameters"), source: SOURCES.config };
    if (form === "dynamic") return { note: l10n.t("dynamic is ignored in silence"), source: SOURCES.config };
    return form === "yarn"
      ? { note: l10n.t("computes yarn's ramp from the extended length"), source: SOURCES.yarn }
      : null;
  },
});
