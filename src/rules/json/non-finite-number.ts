/**
 * NaN, Infinity and numbers beyond double precision.
 * Source: Python's json module reads NaN, Infinity, -Infinity and 1e999; transformers itself writes Infinity (mamba2's time_step_limit).
 * JSON (RFC 8259) has none of them. With factor, theta or a length of that kind transformers 4.43.4 to 5.24.0 load and compute with it
 * (measured).
 */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { childPointer } from "../../config/json-pointer.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { keyDocumentation } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { named, numberWord } from "../support/wording.ts";

export const nonFiniteNumber: Rule = {
  code: "json/non-finite-number",
  title: "A number is NaN, Infinity or too large",
  severity: "warning",
  stage: "text",
  check: (snapshot, context) => (snapshot.root === undefined ? [] : findIn(snapshot, context, snapshot.root, "")),
};

function findIn(snapshot: ConfigSnapshot, context: RuleContext, node: Node, pointer: string): Finding[] {
  if (node.type === "number") return isFiniteNode(node) ? [] : [describe(snapshot, context, node, pointer)];
  return (node.children ?? []).flatMap((child, index) => {
    if (node.type === "array")
      return canHold(child) ? findIn(snapshot, context, child, childPointer(pointer, index)) : [];
    const [key, value] = child.children ?? [];
    if (value === undefined || !canHold(value)) return [];
    return findIn(snapshot, context, value, childPointer(pointer, String(key?.value)));
  });
}

/** Whether such a number can stand in the value, or be it. */
function canHold(node: Node): boolean {
  return node.type === "number" ? !isFiniteNode(node) : node.children !== undefined;
}

function isFiniteNode(node: Node): boolean {
  return typeof node.value === "number" && Number.isFinite(node.value);
}

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, node: Node, pointer: string): Finding {
  const spelling = named(snapshot.text.slice(node.offset, node.offset + node.length));
  const value = typeof node.value === "number" ? numberWord(node.value) : spelling;
  const read = spelling === value ? spelling : l10n.t("{0} becomes {1}", spelling, value);
  const documentation = keyDocumentation(pointer.replace(/\/\d+$/, ""));
  const types = documentation?.types ?? [];
  if (documentation === null || !["number", "integer", "array"].some((type) => types.includes(type))) {
    return {
      pointer,
      severity: "info",
      message: l10n.t("{0}: Python reads it, but it is not JSON; strict parsers reject the file.", read),
    };
  }
  const refused =
    types.includes("integer") && facts.native && pointer === facts.pointer(documentation.key)
      ? inForce.judge([{ runtime: "transformers", from: "5.24.0", outcome: "raises" }])
      : null;
  return {
    pointer,
    severity: refused?.severity === "error" ? "error" : "warning",
    runtimes: refused?.severity === "error" ? refused.runtimes : [],
    message: l10n.t(
      '{0}: Python reads it, but no rotary angle or window that is computed from "{1}" is a usable number. {2}Strict JSON parsers reject the file.',
      read,
      documentation.key,
      refused === null
        ? ""
        : l10n.t(
            'transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it. ',
          ),
    ),
  };
}
