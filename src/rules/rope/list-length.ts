/**
 * A longrope list without one entry per frequency pair.
 * Source: measured on transformers 4.43.4 to 5.24.0: a wrong short_factor raises RuntimeError in the constructor ("The size of tensor a
 * (128) must match the size of tensor b (64)"), a wrong long_factor at a forward pass; a list of one entry counts for all pairs in silence.
 * Phi-3 refuses both when it loads. vLLM 0.33.0 and SGLang 0.5.23: the same RuntimeError.
 */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import type { ConfigSnapshot, JsonValue } from "../../config/model.ts";
import { nodeAt } from "../../config/spans.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock, memberPointer, pairsOf } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord, pairsWord } from "../support/wording.ts";

export const listLength: Rule = {
  code: "rope/list-length",
  title: "A longrope list does not have one entry per frequency pair",
  severity: "error",
  stage: "structure",
  needs: ["head"],
  check: (snapshot, context) =>
    context.facts.blocks
      .filter((block) => blockType(block) === "longrope" && isReadBlock(context.facts, block))
      .flatMap((block) => blockFindings(snapshot, context, block)),
};

const LISTS = ["short_factor", "long_factor"] as const;

function blockFindings(
  snapshot: ConfigSnapshot,
  { facts, inForce, unsound }: RuleContext,
  block: RopeBlock,
): Finding[] {
  const lists = LISTS.flatMap((key) => {
    const value = block.value[key];
    return Array.isArray(value) ? [{ key, value, pointer: memberPointer(block, key) }] : [];
  });
  const pairs = pairsOf(facts, block);
  if (pairs === null) return [];
  return lists
    .filter(({ value, pointer }) => value.length !== pairs && !unsound.has(pointer))
    .map(({ key, value, pointer }): Finding => {
      const single = value.length === 1;
      const verdict = inForce.judge([
        // 4.48 to 4.50 never take the long list.
        ...(key === "short_factor" || single
          ? ([{ runtime: "transformers", outcome: single ? "differs" : "raises" }] as const)
          : ([
              { runtime: "transformers", before: "4.48.3", outcome: "raises" },
              { runtime: "transformers", from: "4.51.3", outcome: "raises" },
            ] as const)),
        { runtime: "vllm", outcome: single ? "differs" : "raises" },
        { runtime: "sglang", outcome: single ? "differs" : "raises" },
      ]);
      return {
        pointer,
        severity: single ? "warning" : verdict.severity,
        runtimes: verdict.runtimes,
        message: l10n.t(
          '"{0}" has {1}, but the model has {2}: {3}',
          key,
          value.length === 1 ? l10n.t("one entry") : l10n.t("{0} entries", value.length),
          pairsWord(pairs),
          single
            ? l10n.t("torch uses the one entry for all pairs without a word.")
            : l10n.t(
                "transformers raises RuntimeError (the size of tensor a ({0}) must match {1}) {2}",
                value.length,
                numberWord(pairs),
                key === "short_factor"
                  ? l10n.t("when it builds the model.")
                  : l10n.t("at the first input that needs the list."),
              ),
        ),
        fixes: fixesOf(snapshot, pointer, value, pairs),
      };
    });
}

/** Twice as many entries: one per entry of the head instead of per pair, when the halves or the neighbours are equal. */
function fixesOf(snapshot: ConfigSnapshot, pointer: string, list: readonly JsonValue[], pairs: number): Fix[] {
  const keep = (title: string, stays: (index: number) => boolean, preferred: boolean): Fix => ({
    title,
    edits: replaceValue(snapshot, pointer, listText(snapshot, pointer, stays)),
    preferred,
  });
  if (list.length === 2 * pairs) {
    if (list.slice(0, pairs).every((entry, i) => entry === list[pairs + i])) {
      return [keep(l10n.t("Keep the first {0} entries: the second half repeats them", pairs), (i) => i < pairs, true)];
    }
    if (list.every((entry, i) => i % 2 === 1 || entry === list[i + 1])) {
      return [keep(l10n.t("Keep every second entry: each stands twice"), (i) => i % 2 === 0, true)];
    }
  }
  return list.length > pairs ? [keep(l10n.t("Keep the first {0} entries", pairs), (i) => i < pairs, false)] : [];
}

/** The entries that stay, spelled as in the file and laid out as its first two. */
function listText(snapshot: ConfigSnapshot, pointer: string, stays: (index: number) => boolean): string {
  const node = nodeAt(snapshot, pointer);
  const children = node?.children ?? [];
  const [first, second] = children;
  if (node === undefined || first === undefined) return "[]";
  const { text } = snapshot;
  const end = (child: Node) => child.offset + child.length;
  const separator = second === undefined ? ", " : text.slice(end(first), second.offset);
  const last = children.at(-1) ?? first;
  const entries = children.filter((_, i) => stays(i)).map((child) => text.slice(child.offset, end(child)));
  return text.slice(node.offset, first.offset) + entries.join(separator) + text.slice(end(last), end(node));
}
