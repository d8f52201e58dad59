/** Text Generation Inference (in maintenance only): which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Remark, triedSupport } from "../tried-support.ts";

const ROTARY = "server/text_generation_server/layers/rotary.py";

const SOURCES = {
  static: { file: ROTARY, lines: "82-203", release: "3.3.7", how: "ran" },
  linear: { file: ROTARY, lines: "92-93", release: "3.3.7", how: "ran" },
  dynamic: { file: ROTARY, lines: "401-424", release: "3.3.7", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

function formula(form: WrittenForm): Source {
  return form === "linear" || form === "dynamic" ? SOURCES[form] : SOURCES.static;
}

export const tgiSupport = triedSupport({
  name: "tgi",
  title: "TGI",
  windowOption: "--max-total-tokens",
  ownFactor: true,
  formula,
  caution: ({ form }): Remark | null =>
    form === "dynamic"
      ? { note: l10n.t("the table stays grown after a longer request"), source: SOURCES.dynamic }
      : null,
  refusal: ({ form, model }): Remark | null => {
    if (model.dialect === "v5") return { note: l10n.t("does not read rope_parameters"), source: SOURCES.static };
    return form === "linear" ? { note: l10n.t("{0} is accepted and not applied", form), source: SOURCES.linear } : null;
  },
});
