/** axolotl: sequence_len. */
import type { Source } from "../runtime.ts";
import type { TrainingEffect, TrainingTool } from "./training.ts";

const RELEASE = "0.19.0";

const SOURCES: readonly Source[] = [
  { file: "axolotl/loaders/model.py", lines: "406-417", release: RELEASE, how: "read" },
  { file: "axolotl/utils/schemas/deprecated.py", lines: "36-43", release: RELEASE, how: "read" },
];

export const axolotl: TrainingTool = ({ type, window, length }): TrainingEffect => {
  const longer = length > window;
  return {
    name: "axolotl",
    release: RELEASE,
    outcome: longer ? "widens" : "keeps",
    ropeType: type === "default" ? null : type,
    factor: null,
    maxPositionEmbeddings: { value: Math.max(length, window), float: false },
    message: longer ? `increasing model.config.max_position_embeddings from ${window} to ${length}` : null,
    notes: [
      ...(longer ? ["Adds no scaling."] : []),
      "`rope_scaling` in its own file raises DeprecationWarning; under overrides_of_model_config give rope_parameters with rope_theta, since rope_scaling there drops theta.",
    ],
    sources: SOURCES,
  };
};
