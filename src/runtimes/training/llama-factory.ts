/** LLaMA-Factory: cutoff_len together with the option rope_scaling; without that option it changes nothing. */
import type { Source } from "../runtime.ts";
import type { TrainingEffect, TrainingTool } from "./training.ts";

const RELEASE = "0.9.5";

const SOURCES: readonly Source[] = [
  { file: "llamafactory/model/model_utils/rope.py", lines: "35-87", release: RELEASE, how: "ran" },
];

/** As Python shows a float. */
function floatText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

export const llamaFactory: TrainingTool = ({ type, window, original, length }): TrainingEffect => {
  const old = original ?? window;
  const common = { name: "LLaMA-Factory", release: RELEASE, sources: SOURCES } as const;
  if (length <= old) {
    return {
      ...common,
      outcome: "keeps",
      ropeType: type === "default" ? null : type,
      factor: null,
      maxPositionEmbeddings: { value: window, float: false },
      message: "Input length is smaller than max length. Disabling rope scaling.",
      notes: [],
    };
  }
  const factor = Math.ceil(length / old);
  return {
    ...common,
    outcome: "replaces",
    ropeType: null,
    factor,
    maxPositionEmbeddings: { value: old * factor, float: true },
    message: `Enlarge max model length from ${old} to ${floatText(old * factor)}.`,
    notes: [
      `With rope_scaling: linear, dynamic, yarn or llama3 the block becomes that type by ${floatText(factor)}, counted from ${old} and rounded up; without the option nothing changes.`,
      "max_position_embeddings is saved as a float, which transformers 5 refuses.",
    ],
  };
};
