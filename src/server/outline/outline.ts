/** A config by meaning: what belongs together stands together, whatever the order of its keys. */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { factorText, headShapeText } from "../../advice/index.ts";
import { type ConfigSnapshot, mainRope, nodeAt, type Span } from "../../config/index.ts";
import { GROUPS, type Group, groupOf } from "./groups.ts";

export type OutlineKind = "group" | "object" | "array" | "string" | "number" | "boolean" | "null";

export interface OutlineItem {
  readonly name: string;
  /** What stands beside the name; "" for nothing. */
  readonly detail: string;
  readonly kind: OutlineKind;
  /** Of a key its whole member; of a group from its first member to its last. */
  readonly span: Span;
  /** What is selected when the item is chosen. */
  readonly keySpan: Span;
  readonly children: readonly OutlineItem[];
}

/** Empty for a file that is no model config. */
export function outlineOf(snapshot: ConfigSnapshot): OutlineItem[] {
  const { model, root } = snapshot;
  if (model === null || root === undefined) return [];
  const language = model.path === "" ? undefined : nodeAt(snapshot, model.path);
  const members = [...(root.children ?? []), ...(language?.children ?? [])].filter(
    // The part that holds the language model is not an item of its own: its keys are in the groups.
    (member) => language === undefined || member.children?.[1] !== language,
  );
  return GROUPS.flatMap((group): OutlineItem[] => {
    const children = members.flatMap((member) => {
      const item = itemOf(member);
      return item !== null && groupOf(item.name, item.kind === "object") === group ? [item] : [];
    });
    return children.length === 0 ? [] : [groupItem(snapshot, group, children)];
  });
}

function groupItem(snapshot: ConfigSnapshot, group: Group, children: readonly OutlineItem[]): OutlineItem {
  const start = Math.min(...children.map(({ span }) => span.offset));
  const end = Math.max(...children.map(({ span }) => span.offset + span.length));
  const [first] = children;
  const span = { offset: start, length: end - start };
  const keySpan = first?.keySpan ?? span;
  return { name: groupTitle(group), detail: groupDetail(snapshot, group), kind: "group", span, keySpan, children };
}

function groupTitle(group: Group): string {
  switch (group) {
    case "model":
      return l10n.t("Model");
    case "shape":
      return l10n.t("Attention shape");
    case "rope":
      return l10n.t("RoPE");
    case "window":
      return l10n.t("Context window");
    case "feedForward":
      return l10n.t("Feed-forward");
    case "tokens":
      return l10n.t("Tokens");
    case "parts":
      return l10n.t("Other parts");
    case "other":
      return l10n.t("Other keys");
  }
}

/** The one thing that follows from a group's keys together. */
function groupDetail(snapshot: ConfigSnapshot, group: Group): string {
  const { model } = snapshot;
  if (model === null) return "";
  if (group === "model") return model.title;
  if (group === "shape") return headShapeText(snapshot) ?? "";
  const entry = mainRope(model);
  if (entry === undefined) return "";
  const { scaling, pretrainedLength } = entry.spec;
  if (group === "rope") {
    const factor = "factor" in scaling && scaling.factor !== null ? ` × ${factorText(scaling.factor)}` : "";
    return scaling.type === "default" ? l10n.t("no scaling") : `${scaling.type}${factor}`;
  }
  if (group !== "window") return "";
  const scale = entry.claimedLength / pretrainedLength;
  return scale === 1
    ? String(entry.claimedLength)
    : l10n.t("{0} = {1} × pretrained {2}", entry.claimedLength, factorText(scale), pretrainedLength);
}

/** null for a member whose value is not written yet. */
function itemOf(member: Node): OutlineItem | null {
  const [key, value] = member.children ?? [];
  if (key === undefined || value === undefined) return null;
  const name = String(key.value);
  // A nameless item is refused by editors.
  return {
    name: name.trim() === "" ? '""' : name,
    detail: detailOf(value),
    kind: value.type === "property" ? "null" : value.type,
    span: { offset: member.offset, length: member.length },
    keySpan: { offset: key.offset, length: key.length },
    children: value.type === "object" ? (value.children ?? []).map(itemOf).filter((item) => item !== null) : [],
  };
}

/** Values longer than that are shortened. */
const MOST_CHARACTERS = 60;

function detailOf({ type, value, children }: Node): string {
  if (type === "object") return "";
  if (type === "array") return l10n.t("{0} values", children?.length ?? 0);
  const text = type === "string" ? String(value) : JSON.stringify(value);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
