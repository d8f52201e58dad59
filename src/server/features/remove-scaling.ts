import * as l10n from "@vscode/l10n";
import { type ConfigSnapshot, childPointer, isObject, type JsonObject, nodeAt } from "../../config/index.ts";
import { lengthKeyOf, objectAt, setMembers } from "../../edits/index.ts";
import { type InsertionAnswer, REMOVE_SCALING_REQUEST, type RemoveScalingParams } from "../../protocol/index.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";
import { editsOf } from "../positions.ts";

/** The edits that take a scaling out again: the model as it was pretrained. */
export function removeScaling(context: ServerContext): ServerCapabilities {
  context.connection.onRequest(
    REMOVE_SCALING_REQUEST,
    async ({ uri }: RemoveScalingParams): Promise<InsertionAnswer> => {
      await context.settings.of(uri);
      const open = context.documents.read(uri);
      if (open === null) return { ok: false, message: l10n.t("The file is not open.") };
      const set = pretrainedState(open.snapshot);
      if (typeof set === "string") return { ok: false, message: set };
      const edits = setMembers(open.snapshot, open.snapshot.model?.path ?? "", { set });
      if (edits === null || edits.length === 0)
        return { ok: false, message: l10n.t("The file is as the model was pretrained.") };
      context.advice.expectInsertion(uri);
      return { ok: true, documentVersion: open.document.version, edits: editsOf(open.document, edits), notes: [] };
    },
  );
  return {};
}

/** The keys to set, or why it cannot be done by itself. */
function pretrainedState(snapshot: ConfigSnapshot): JsonObject | string {
  const { model } = snapshot;
  const config = model === null ? null : objectAt(snapshot, model.path);
  const entry = model?.ropes[0];
  if (model === null || config === null || entry === undefined) return l10n.t("No RoPE can be read from this file.");
  if (snapshot.syntaxProblems.some(({ breaksTree }) => breaksTree)) return l10n.t("The file does not parse.");
  if (model.ropes.some(({ spec }) => spec.trainedFactor !== 1))
    return l10n.t("The model was trained with its scaling.");
  if (model.ropes.length > 1) return l10n.t("The model has a RoPE for each layer type; take the scaling out by hand.");
  if (entry.spec.scaling.type === "default") return l10n.t("The file has no RoPE scaling.");
  const set: JsonObject = { [lengthKeyOf(config)]: entry.spec.pretrainedLength };
  for (const key of ["rope_scaling", "rope_parameters"]) {
    const block = config[key];
    if (nodeAt(snapshot, childPointer(model.path, key)) === undefined || !isObject(block)) continue;
    const kept = ["rope_theta", "partial_rotary_factor"].filter((name) => name in block);
    const others = Object.fromEntries(kept.map((name) => [name, block[name] ?? null]));
    set[key] = key === "rope_scaling" && kept.length === 0 ? null : { rope_type: "default", ...others };
  }
  return set;
}
