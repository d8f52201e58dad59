/** unsloth: max_seq_length of FastLanguageModel.from_pretrained. */
import type { Source } from "../runtime.ts";
import type { TrainedFile, TrainingEffect, TrainingTool } from "./training.ts";

const RELEASE = "2026.10.9";
const FILE = "unsloth/models/llama.py";

const SOURCES = {
  extends: { file: FILE, lines: "3782-3811, 2290-2308", release: RELEASE, how: "ran" },
  window: { file: FILE, lines: "4047, 4153-4154", release: RELEASE, how: "read" },
  rotary: { file: FILE, lines: "2351-2395", release: RELEASE, how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Types whose rotation is unsloth's LlamaRotaryEmbedding. */
const LLAMA_LIKE = new Set(["llama", "mistral", "qwen2", "qwen3"]);

export const unsloth: TrainingTool = (file): TrainingEffect | null => {
  const { modelType, type, window, length } = file;
  if (!LLAMA_LIKE.has(modelType)) return null;
  const longer = length > window;
  const replaces = longer && type !== "llama3";
  const notes = replaces
    ? [
        `Adds linear scaling by ${rounded(length / window)}${type === "default" ? "" : `, in place of the ${type} block`}.`,
      ]
    : longer
      ? ["Keeps the llama3 block and widens the window only."]
      : [];
  if (!replaces && type === "longrope") notes.push("Trains on the short list at every length.");
  return {
    name: "unsloth",
    release: RELEASE,
    outcome: replaces ? "replaces" : longer ? "widens" : "keeps",
    ropeType: replaces ? "linear" : type === "default" ? null : type,
    factor: replaces ? length / window : null,
    maxPositionEmbeddings: { value: Math.max(length, window), float: false },
    message: longer ? words(file) : null,
    notes,
    sources: [SOURCES.extends, SOURCES.window, SOURCES.rotary],
  };
};

/** Python's round(x, 3). */
function rounded(factor: number): string {
  const value = Math.round(factor * 1000) / 1000;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function words({ type, window, length }: TrainedFile): string {
  return type === "llama3"
    ? `Unsloth: extending the model to ${length} using its native llama3 RoPE scaling.`
    : `Unsloth: the model can only handle sequence lengths of at most ${window}.\nBut with kaiokendev's RoPE scaling of ${rounded(length / window)}, it can be magically be extended to ${length}!`;
}
