import * as l10n from "@vscode/l10n";
import { factorText } from "../../advice/index.ts";
import { type ConfigSnapshot, childPointer, LENGTH_KEYS, nodeAt, spanOf } from "../../config/index.ts";
import type { ServerContext } from "../context.ts";
import { type InlayHint, InlayHintKind, InlayHintRefreshRequest, type Range, type ServerCapabilities } from "../lsp.ts";
import { overlaps } from "../positions.ts";
import { ropeOfPointer } from "../rope-of-pointer.ts";

interface Derived {
  readonly pointer: string;
  readonly text: string;
}

/** Values that follow from the written ones, beside them: the scale of a window, the size of a head, the sharing of keys. */
export function inlayHints(context: ServerContext): ServerCapabilities {
  const { connection, documents } = context;
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }): Promise<InlayHint[]> => {
    const settings = await context.settings.of(uri);
    const open = documents.read(uri);
    if (open === null || !settings.inlayHints) return [];
    return derivedValues(open.snapshot, settings.codeLens.headShape).flatMap(({ pointer, text }) => {
      const span = spanOf(open.snapshot, pointer);
      if (span === null) return [];
      const position = open.document.positionAt(span.offset + span.length);
      const place: Range = { start: position, end: position };
      return overlaps(range, place) ? [{ position, label: text, kind: InlayHintKind.Type, paddingLeft: true }] : [];
    });
  });
  context.settings.onChange(() => {
    if (context.client().refreshInlayHints) connection.sendRequest(InlayHintRefreshRequest.type);
  });
  return { inlayHintProvider: true };
}

/** @param headsInLens the lens above the heads says what follows from them: not twice */
function derivedValues(snapshot: ConfigSnapshot, headsInLens: boolean): Derived[] {
  const { model } = snapshot;
  const rope = model === null ? null : ropeOfPointer(snapshot, childPointer(model.path, ""));
  const entry = rope === null ? undefined : model?.ropes[rope];
  if (model === null || entry === undefined) return [];
  const at = (key: string) => childPointer(model.path, key);
  const numberAt = (key: string): number | null => {
    const value: unknown = nodeAt(snapshot, at(key))?.value;
    return typeof value === "number" ? value : null;
  };
  const derived: Derived[] = [];
  const { pretrainedLength, headDim } = entry.spec;
  for (const key of LENGTH_KEYS) {
    const window = numberAt(key);
    if (window === null || window === pretrainedLength) continue;
    derived.push({
      pointer: at(key),
      text: l10n.t("= {0} × pretrained {1}", factorText(window / pretrainedLength), pretrainedLength),
    });
    break;
  }
  if (headsInLens) return derived;
  const heads = numberAt("num_attention_heads");
  const groups = numberAt("num_key_value_heads");
  if (heads !== null && numberAt("head_dim") === null) {
    derived.push({ pointer: at("num_attention_heads"), text: l10n.t("head size {0}", headDim) });
  }
  if (heads !== null && groups !== null && groups > 0 && groups < heads) {
    derived.push({
      pointer: at("num_key_value_heads"),
      text: l10n.t("{0} query heads share each", factorText(heads / groups)),
    });
  }
  return derived;
}
