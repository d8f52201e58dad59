/** mistral.rs: which strategies it runs as RoPE Lens writes them. Read, never run. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";
import { type MistralRsModel, mistralRsModelFor } from "./models.ts";
import { layers } from "./predict.ts";

function sourceOf({ file, lines }: MistralRsModel): Source {
  return { file: `mistralrs-core/src/models/${file}`, lines, release: "0.9.2", how: "read" };
}

export const mistralRsSupport = triedSupport({
  name: "mistral.rs",
  title: "mistral.rs",
  windowOption: null,
  ownFactor: true,
  formula: (form): Source => layers(form === "longrope" ? "735-802" : "1005-1152"),
  // Files of the first models leave out the theta that the type has by itself.
  caution: ({ form, type, model }): Remark | null => {
    const known = mistralRsModelFor(type);
    const mayLack = model.ropes.some(({ spec }) => spec.theta === 10000);
    if (known === null || known.kind === "mistral" || form === "theta" || !mayLack) return null;
    return { note: l10n.t("raises where the file has no rope_theta"), source: sourceOf(known) };
  },
  refusal: ({ form, type, model }): Remark | null => {
    const known = mistralRsModelFor(type);
    if (known === null) return null;
    const source = sourceOf(known);
    if (model.dialect === "v5" && known.kind !== "mistral") {
      return { note: l10n.t("does not read rope_parameters"), source };
    }
    if (form === "none" || form === "theta") return null;
    if (known.kind === "plain") return { note: l10n.t("mistral.rs's {0} reads no scaling block", type), source };
    if (known.kind === "mistral" && model.dialect === "v4") {
      return { note: l10n.t("mistral.rs's mistral does not read rope_scaling"), source };
    }
    const taken = form === "linear" || form === "llama3";
    return known.kind === "llama" && !taken
      ? { note: l10n.t("raises {0}", `serde_json::Error: unknown variant \`${form}\``), source }
      : null;
  },
});
