import { type ConfigSnapshot, childPointer, keySpanOf, spanOf } from "../../config/index.ts";
import { convertDialect } from "../../rules/index.ts";
import type { OpenConfig } from "../document-store.ts";
import { type CodeAction, CodeActionKind, type Range } from "../lsp.ts";
import { overlaps, rangeOf } from "../positions.ts";
import { editOf } from "./edit-of.ts";

/** Keys that the spellings differ in. */
const KEYS = ["rope_scaling", "rope_parameters", "rope_theta", "rope_local_base_freq"] as const;

/** The same RoPE in the other spelling of transformers. */
export function dialectActions(open: OpenConfig): CodeAction[] {
  return (["v4", "v5"] as const).flatMap((dialect) => {
    const fix = convertDialect(open.snapshot, dialect);
    return fix === null ? [] : [{ title: fix.title, kind: CodeActionKind.RefactorRewrite, edit: editOf(open, [fix]) }];
  });
}

/** Whether a range touches one of the keys that would be written in another way, or its value. */
export function touchesRope({ document, snapshot }: OpenConfig, range: Range): boolean {
  return memberSpans(snapshot).some((span) => overlaps(range, rangeOf(document, span)));
}

function memberSpans(snapshot: ConfigSnapshot) {
  const path = snapshot.model?.path ?? "";
  return KEYS.flatMap((name) => {
    const pointer = childPointer(path, name);
    const key = keySpanOf(snapshot, pointer);
    const value = spanOf(snapshot, pointer);
    return key === null || value === null
      ? []
      : [{ offset: key.offset, length: value.offset + value.length - key.offset }];
  });
}
