/** What follows from the shape of the attention heads, in one line: their size, the sharing of keys, the cache. */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, ModelConfig } from "../config/model.ts";
import { nodeAt } from "../config/spans.ts";
import { bytesText } from "./bytes-text.ts";
import { factorText } from "./numbers.ts";

/** "head size 128 · GQA 4 : 1 · KV cache 2 GiB for 16384 tokens"; null where the file says too little. */
export function headShapeText(snapshot: ConfigSnapshot): string | null {
  const { model } = snapshot;
  if (model === null) return null;
  const parts = [headSizeText(model), sharingText(snapshot, model), cacheText(model)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
}

function headSizeText({ ropes, shape: { hidden, heads } }: ModelConfig): string | null {
  const sizes = [...new Set(ropes.map(({ spec }) => spec.headDim))];
  const [first] = sizes;
  if (first !== undefined) {
    return sizes.length === 1 ? l10n.t("head size {0}", first) : l10n.t("head sizes {0}", sizes.join(l10n.t(", ")));
  }
  return hidden === null || heads === null || hidden % heads !== 0 ? null : l10n.t("head size {0}", hidden / heads);
}

/** The field's names: multi-head, grouped-query, multi-query, multi-head latent attention. */
function sharingText(snapshot: ConfigSnapshot, { path, shape: { heads, kvHeads } }: ModelConfig): string | null {
  const rank: unknown = nodeAt(snapshot, `${path}/kv_lora_rank`)?.value;
  if (typeof rank === "number") return `MLA ${rank}`;
  if (heads === null || kvHeads === null || kvHeads > heads) return null;
  if (kvHeads === heads) return "MHA";
  return `${kvHeads === 1 ? "MQA" : "GQA"} ${factorText(heads / kvHeads)} : 1`;
}

function cacheText({ kvCache, ropes }: ModelConfig): string | null {
  if (kvCache === null) return null;
  const { bytesPerToken, bytesAtMax } = kvCache;
  const windows = ropes.map(({ claimedLength }) => claimedLength);
  return windows.length === 0
    ? l10n.t("KV cache {0} a token", bytesText(bytesPerToken))
    : l10n.t("KV cache {0} for {1} tokens", bytesText(bytesAtMax), Math.max(...windows));
}
