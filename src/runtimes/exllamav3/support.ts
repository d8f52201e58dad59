/** ExLlamaV3: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Remark, triedSupport } from "../tried-support.ts";

const SOURCES = {
  types: { file: "exllamav3/util/rope.py", lines: "200-216", release: "1.6.5", how: "ran" },
  yarn: { file: "exllamav3/util/rope.py", lines: "305", release: "1.6.5", how: "ran" },
  longrope: { file: "exllamav3/util/rope.py", lines: "340-358", release: "1.6.5", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

function formula(form: WrittenForm): Source {
  return form === "yarn" ? SOURCES.yarn : form === "longrope" ? SOURCES.longrope : SOURCES.types;
}

export const exllamaV3Support = triedSupport({
  name: "exllamav3",
  title: "ExLlamaV3",
  windowOption: null,
  ownFactor: true,
  formula,
  caution: () => null,
  refusal: ({ form }): Remark | null =>
    form === "dynamic"
      ? { note: l10n.t("raises {0}", "ValueError: Unknown rope_type: dynamic"), source: SOURCES.types }
      : null,
});
