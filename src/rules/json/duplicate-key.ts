/**
 * The same key twice in one object.
 * Source: Python's json module, and so every framework that reads config.json with it, keeps the last value without a word; measured for
 * rope_theta and rope_scaling in transformers 4.43.4 to 5.24.0.
 */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { childPointer } from "../../config/json-pointer.ts";
import { plainValue } from "../../config/plain-value.ts";
import type { Finding, Rule } from "../rule.ts";
import { removeProperty } from "../support/edits.ts";
import { named, quoted } from "../support/wording.ts";

export const duplicateKey: Rule = {
  code: "json/duplicate-key",
  title: "A key stands twice in one object",
  severity: "warning",
  stage: "text",
  check: (snapshot) => (snapshot.root === undefined ? [] : findIn(snapshot.root, "")),
};

function findIn(node: Node, pointer: string): Finding[] {
  const children = node.children ?? [];
  if (node.type === "array") {
    return children.flatMap((child, index) => findIn(child, childPointer(pointer, index)));
  }
  if (node.type !== "object") return [];
  const last = new Map<string, Node>();
  for (const property of children) last.set(keyOf(property), property);
  return children.flatMap((property) => {
    const key = keyOf(property);
    const winner = last.get(key);
    if (winner === undefined || winner === property) {
      const value = property.children?.[1];
      return value?.children === undefined ? [] : findIn(value, childPointer(pointer, key));
    }
    return [describe(property, winner, childPointer(pointer, key))];
  });
}

function describe(property: Node, winner: Node, pointer: string): Finding {
  const dropped = memberValue(property);
  const kept = memberValue(winner);
  const key = named(keyOf(property));
  const same = JSON.stringify(dropped) === JSON.stringify(kept);
  const keyNode = property.children?.[0] ?? property;
  return {
    pointer,
    at: { offset: keyNode.offset, length: keyNode.length },
    severity: same ? "info" : "warning",
    message: same
      ? l10n.t('"{0}" stands twice with the same value; Python reads the last one.', key)
      : l10n.t(
          '"{0}" stands twice: every framework reads the last value, {1}, and drops this one, {2}, without a word.',
          key,
          quoted(kept),
          quoted(dropped),
        ),
    fixes: [
      {
        title: same ? l10n.t("Remove this one") : l10n.t("Remove this one and keep {0}", quoted(kept)),
        edits: removeProperty(property),
        // Of two values the author knows which one is meant.
        preferred: same,
      },
      ...(same
        ? []
        : [
            {
              title: l10n.t("Keep {0} and remove the last one", quoted(dropped)),
              edits: removeProperty(winner),
              preferred: false,
            },
          ]),
    ],
  };
}

function keyOf(property: Node): string {
  const key: unknown = property.children?.[0]?.value;
  return typeof key === "string" ? key : "";
}

function memberValue(property: Node) {
  const value = property.children?.[1];
  return value === undefined ? null : plainValue(value);
}
