/**
 * A multimodal type whose language model's keys stand at the top level, where it looks for a part.
 * Source: transformers 5.24.0, measured with GLM-4V: the text config is built from defaults, and theta, sizes and scaling at top level are
 * lost; 4.57.6 read them. qwen2_vl, qwen2_5_vl, paddleocr_vl and fuyu read flat keys. LLaVA's first files have this layout for code of their own.
 */
import * as l10n from "@vscode/l10n";
import { compositeOf } from "../../config/model-types.ts";
import type { Finding, Rule } from "../rule.ts";
import { stringOf } from "../support/facts.ts";
import { listed, named } from "../support/wording.ts";

export const flatLanguageKeys: Rule = {
  code: "shape/flat-language-keys",
  title: "The language model's keys stand at top level, where the multimodal type does not look",
  severity: "warning",
  stage: "structure",
  check(_snapshot, { facts, inForce }) {
    const modelType = stringOf(facts.root.model_type);
    const composite = modelType === null ? null : compositeOf(modelType);
    if (composite === null || !facts.unread) return [];
    const keys = LANGUAGE_KEYS.filter((key) => key in facts.root);
    // Fewer may belong to the whole: the width of a projector, for example.
    if (keys.length < 4) return [];
    const verdict = inForce.judge([{ runtime: "transformers", from: "5.0.0", outcome: "ignores" }]);
    const finding: Finding = {
      pointer: "/model_type",
      // What is not read cannot be wrong.
      concerns: keys.map((key) => facts.pointer(key)),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "{0} reads its language model from text_config: transformers 5 builds it from the defaults of {1} and ignores {2} at top level.",
        named(modelType ?? ""),
        named(composite.text),
        listed(keys.map((key) => `"${key}"`)),
      ),
    };
    return [finding];
  },
};

const LANGUAGE_KEYS = [
  "hidden_size",
  "intermediate_size",
  "num_attention_heads",
  "num_hidden_layers",
  "num_key_value_heads",
  "max_position_embeddings",
  "rope_theta",
  "rope_scaling",
  "rope_parameters",
  "rms_norm_eps",
];
