/**
 * RoPE keys in generation_config.json.
 * Source: transformers 5.24.0 generation/configuration_utils.py keeps unknown keys and no model reads RoPE from it; vLLM and SGLang read only
 * sampling defaults there.
 */
import * as l10n from "@vscode/l10n";
import { parseJson } from "../../config/parse-json.ts";
import { isObject, plainValue } from "../../config/plain-value.ts";
import type { Finding, Rule } from "../rule.ts";
import { GENERATION_FILE } from "../siblings.ts";
import { listed } from "../support/wording.ts";

const KEYS = ["rope_scaling", "rope_parameters", "rope_theta", "max_position_embeddings"];

export const generationConfigRope: Rule = {
  code: "files/generation-config-rope",
  title: "RoPE keys stand in generation_config.json, where nothing reads them",
  severity: "warning",
  stage: "meaning",
  check(_snapshot, { facts, siblings }) {
    const text = siblings[GENERATION_FILE];
    const root = text === undefined ? undefined : parseJson(text).root;
    const value = root === undefined ? null : plainValue(root);
    if (!isObject(value)) return [];
    const misplaced = KEYS.filter((key) => {
      const there = value[key];
      return there !== undefined && there !== null && JSON.stringify(there) !== JSON.stringify(facts.object[key]);
    });
    if (misplaced.length === 0) return [];
    const present = misplaced.find((key) => key in facts.object);
    const finding: Finding = {
      pointer: present === undefined ? facts.path : facts.pointer(present),
      at: present === undefined ? { offset: 0, length: 1 } : "key",
      message:
        misplaced.length === 1
          ? l10n.t(
              "generation_config.json holds {0}, where no framework reads it: what counts is what stands in this file.",
              listed(misplaced),
            )
          : l10n.t(
              "generation_config.json holds {0}, where no framework reads them: what counts is what stands in this file.",
              listed(misplaced),
            ),
    };
    return [finding];
  },
};
