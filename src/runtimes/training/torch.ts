/** torchtune and torchtitan: their RoPE comes from Python, not from config.json. */
import type { Source } from "../runtime.ts";
import type { TrainingEffect, TrainingTool } from "./training.ts";

function fromPython(name: string, release: string, note: string, source: Source): TrainingEffect {
  return {
    name,
    release,
    outcome: "ignores",
    ropeType: null,
    factor: null,
    maxPositionEmbeddings: null,
    message: null,
    notes: [note],
    sources: [source],
  };
}

export const torchtune: TrainingTool = () =>
  fromPython(
    "torchtune",
    "0.6.1",
    "RoPE comes from the model builder; config.json is read for the weights only. Llama 3.1 scales by 8, Llama 3.2 by 32, other models not.",
    { file: "torchtune/models/llama3_1/_model_builders.py", lines: "38", release: "0.6.1", how: "read" },
  );

export const torchtitan: TrainingTool = () =>
  fromPython(
    "torchtitan",
    "0.3.0",
    "RoPE comes from RoPE.Config in Python: none, llama or yarn; there is no config.json.",
    { file: "torchtitan/models/common/rope.py", lines: "94-109", release: "0.3.0", how: "read" },
  );
