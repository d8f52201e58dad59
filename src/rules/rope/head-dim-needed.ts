/**
 * A scaled RoPE in a model type whose class leaves head_dim empty.
 * Source: modeling_rope_utils.py takes getattr(config, "head_dim") without "or", so that null times a float raises TypeError "unsupported
 * operand type(s) for *: 'NoneType' and 'float'" with yarn, longrope and dynamic: mixtral in 4.52.4 to 5.24.0, minimax in 4.57.6 and 5.24.0,
 * mistral in 4.52.4 to 4.57.6 (measured). A head_dim in the file cures it.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { soundBlocks } from "../support/blocks.ts";
import { insertMembers } from "../support/edits.ts";
import type { Effect } from "../support/in-force.ts";
import { named, quoted } from "../support/wording.ts";

export const headDimNeeded: Rule = {
  code: "rope/head-dim-needed",
  title: "This model type needs head_dim in the file for a scaled RoPE",
  severity: "error",
  stage: "meaning",
  needs: ["head"],
  check(snapshot, context) {
    const { facts, inForce } = context;
    const effects = EFFECTS.get(facts.modelType ?? "");
    if (effects === undefined || (facts.object.head_dim ?? null) !== null) return [];
    const verdict = inForce.judge(effects);
    const headDim = snapshot.model?.ropes[0]?.spec.headDim;
    if (verdict === null) return [];
    return soundBlocks(context, "yarn", "longrope", "dynamic").map(
      (block): Finding => ({
        pointer: block.pointer,
        at: "key",
        severity: verdict.severity,
        runtimes: verdict.runtimes,
        message: l10n.t(
          '{0} without "head_dim" in the file: transformers ({1} to {2}) multiplies null with a float when it builds the {3} frequencies, and raises TypeError.',
          named(facts.modelType ?? ""),
          ...(RELEASES.get(facts.modelType ?? "") ?? []),
          quoted(block.type ?? ""),
        ),
        fixes:
          headDim === undefined
            ? []
            : [
                {
                  title: l10n.t('Add "{0}": {1}', "head_dim", headDim),
                  edits: insertMembers(snapshot, facts.path, { head_dim: headDim }, "num_attention_heads"),
                  preferred: true,
                },
              ],
      }),
    );
  },
};

const EFFECTS: ReadonlyMap<string, readonly Effect[]> = new Map(
  Object.entries({
    mixtral: [{ runtime: "transformers", from: "4.52.4", outcome: "raises" }],
    minimax: [{ runtime: "transformers", from: "4.57.6", outcome: "raises" }],
    mistral: [{ runtime: "transformers", from: "4.52.4", before: "5.0.0", outcome: "raises" }],
  } satisfies Record<string, readonly Effect[]>),
);

/** The first and the last release that raises. */
const RELEASES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["mixtral", ["4.52", "5.24"]],
  ["minimax", ["4.57", "5.24"]],
  ["mistral", ["4.52", "4.57"]],
]);
