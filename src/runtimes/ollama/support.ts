/** Ollama: which strategies `ollama create` and llama-server run as RoPE Lens writes them. Read, never run. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import type { WrittenForm } from "../strategy-block.ts";
import { type Case, type Remark, triedSupport } from "../tried-support.ts";

const RELEASE = "0.33.0-rc2";

const SOURCES = {
  llama: { file: "convert/convert_llama.go", lines: "81-84, 137-170", release: RELEASE, how: "read" },
  qwen: { file: "convert/convert_qwen2.go", lines: "14-19", release: RELEASE, how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

function refusal({ form, type, model }: Case): Remark | null {
  const source = type === "qwen2" ? SOURCES.qwen : SOURCES.llama;
  if (model.dialect === "v5") return { note: l10n.t("ollama create does not read rope_parameters"), source };
  if (form === "none" || form === "theta") return null;
  if (type === "qwen2") return { note: l10n.t("ollama create refuses a factor that is a number"), source };
  return { note: l10n.t("ollama create drops {0} as it is written", form), source };
}

export const ollamaSupport = triedSupport({
  name: "ollama",
  title: "Ollama",
  windowOption: null,
  ownFactor: false,
  formula: (_form: WrittenForm): Source => SOURCES.llama,
  refusal,
  caution: ({ form }): Remark | null =>
    form === "llama3" ? { note: l10n.t("is dropped where the file has no rope_theta"), source: SOURCES.llama } : null,
});
