/** Where the two lengths are known from, in words. */
import * as l10n from "@vscode/l10n";
import type { PretrainedLengthSource, RopeEntry } from "../config/model.ts";
import type { AdviceSettings } from "./settings.ts";

export function pretrainedSourceText(source: PretrainedLengthSource): string {
  switch (source.kind) {
    case "setting":
      return l10n.t("your setting");
    case "original-length":
      return "original_max_position_embeddings";
    case "checkpoint":
      return l10n.t("known checkpoint {0}", source.checkpoint);
    case "max-position-embeddings":
      return source.pointer.slice(source.pointer.lastIndexOf("/") + 1);
    case "type-default":
      return l10n.t("the model type's default");
    case "assumed":
      return l10n.t("assumed: the file names no length");
  }
}

export interface Target {
  readonly length: number;
  readonly source: "choice" | "claimed";
}

/** The user's choice, else the window that the config claims. */
export function targetOf(entry: RopeEntry, settings: AdviceSettings): Target {
  if (settings.targetLength !== null) return { length: settings.targetLength, source: "choice" };
  return { length: Math.max(1, Math.round(entry.claimedLength)), source: "claimed" };
}

export function targetSourceText(target: Target): string {
  return target.source === "choice" ? l10n.t("your choice") : l10n.t("the window that the config claims");
}
