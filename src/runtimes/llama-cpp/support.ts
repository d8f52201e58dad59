/** llama.cpp: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Case, type Remark, triedSupport } from "../tried-support.ts";

const RELEASE = "0c1e57098";
const CONVERTER = "conversion/base.py";

const SOURCES = {
  converter: { file: CONVERTER, lines: "1352-1510", release: RELEASE, how: "ran" },
  dynamic: { file: CONVERTER, lines: "1487", release: RELEASE, how: "ran" },
  llama3: { file: "conversion/llama.py", lines: "298-326", release: RELEASE, how: "ran" },
  phi3: { file: "conversion/phi.py", lines: "148-211", release: RELEASE, how: "ran" },
  yarn: { file: "src/llama-context.cpp", lines: "177-214", release: RELEASE, how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

function formula(form: WrittenForm): Source {
  switch (form) {
    case "dynamic":
    case "llama3":
    case "yarn":
      return SOURCES[form];
    case "longrope":
      return SOURCES.phi3;
    default:
      return SOURCES.converter;
  }
}

function refusal({ form, type }: Case): Remark | null {
  switch (form) {
    case "dynamic":
      return { note: l10n.t("conversion drops dynamic without a word"), source: SOURCES.dynamic };
    case "longrope":
      return type === "phi3" || type === "phimoe"
        ? null
        : {
            note: l10n.t("conversion drops the per-pair factors: the model runs without scaling"),
            source: SOURCES.converter,
          };
    default:
      return null;
  }
}

export const llamaCppSupport = triedSupport({
  name: "llama.cpp",
  title: "llama.cpp",
  windowOption: "-c",
  ownFactor: true,
  formula,
  refusal,
  caution: () => null,
});
