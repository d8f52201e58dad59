/**
 * A file without a base, in a model type whose default base is another in transformers 5.
 * Source: default configs of transformers 4.57.6 and 5.24.0, measured: cohere 10000 and 500000, falcon_h1 100000 and 10000, persimmon and
 * fuyu 25000 and 10000, qwen3_vl_text and its mixture 5000000 and 500000, olmo3 10000 and 500000, kyutai_speech_to_text 100000 and 10000.
 */
import * as l10n from "@vscode/l10n";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule } from "../rule.ts";
import { insertMembers } from "../support/edits.ts";
import { named, numberWord } from "../support/wording.ts";
import { THETA_KEYS } from "./ignored-theta.ts";

export const defaultThetaChanged: Rule = {
  code: "rope/default-theta-changed",
  title: "No base in the file, and the model type's default changed in transformers 5",
  severity: "warning",
  stage: "meaning",
  needs: ["block", "theta"],
  check(snapshot, { facts, sound }) {
    const change = CHANGED.get(facts.modelType ?? "");
    if (change === undefined || !facts.native || snapshot.model?.hasRope !== true) return [];
    const { blocks, object } = facts;
    // Under a name that the type does not read: rope/ignored-theta says what is computed.
    const stated = THETA_KEYS.some((key) => key in object) || blocks.some((block) => "rope_theta" in block.value);
    if (stated || !sound(facts.pointer("rope_theta"))) return [];
    const [before, now] = change;
    const insert = (theta: number): Fix => ({
      title: l10n.t('Add "rope_theta": {0}', numberWord(theta)),
      edits: insertMembers(snapshot, facts.path, { rope_theta: theta }, "max_position_embeddings"),
      preferred: false,
    });
    const finding: Finding = {
      // What is missing has no place; the type is what decides the default.
      pointer: "model_type" in object ? facts.pointer("model_type") : facts.path,
      message: l10n.t(
        "The file has no rope_theta, and {0}'s default changed: transformers 4.57 computes with {1}, 5.24 with {2}. Write the one that the model was trained with.",
        named(facts.modelType ?? ""),
        numberWord(before),
        numberWord(now),
      ),
      fixes: [insert(before), insert(now)],
    };
    return [finding];
  },
};

const CHANGED: ReadonlyMap<string, readonly [before: number, now: number]> = new Map([
  ["cohere", [10000, 500000]],
  ["falcon_h1", [100000, 10000]],
  ["persimmon", [25000, 10000]],
  ["qwen3_vl_text", [5000000, 500000]],
  ["qwen3_vl_moe_text", [5000000, 500000]],
  ["olmo3", [10000, 500000]],
]);
