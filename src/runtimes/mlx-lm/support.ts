/** mlx-lm: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import { below } from "../release.ts";
import type { Source } from "../runtime.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Remark, triedSupport } from "../tried-support.ts";
import { mlxModel } from "./models.ts";

const UTILS = "mlx_lm/models/rope_utils.py";

const SOURCES = {
  types: { file: UTILS, lines: "291-373", release: "0.32.2", how: "ran" },
  dynamic: { file: UTILS, lines: "310", release: "0.32.2", how: "ran" },
  longrope: { file: UTILS, lines: "347-357", release: "0.32.2", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** First release whose initialize_rope knows the type. */
const SINCE: Partial<Readonly<Record<WrittenForm, string>>> = {
  yarn: "0.22.5",
  longrope: "0.25.3",
  dynamic: "0.32.0",
};

function formula(form: WrittenForm): Source {
  return form === "dynamic" ? SOURCES.dynamic : form === "longrope" ? SOURCES.longrope : SOURCES.types;
}

export const mlxLmSupport = triedSupport({
  name: "mlx-lm",
  title: "mlx-lm",
  windowOption: null,
  ownFactor: true,
  formula,
  caution: ({ form }): Remark | null =>
    form === "dynamic" ? { note: l10n.t("frequencies follow the running length"), source: SOURCES.dynamic } : null,
  refusal: ({ form, type, release }): Remark | null => {
    const since = SINCE[form];
    const readsBlock = mlxModel(type, release)?.rotation === "block";
    return since !== undefined && below(release, since) && readsBlock
      ? { note: l10n.t("{0} is known since {1}", form, since), source: formula(form) }
      : null;
  },
});
