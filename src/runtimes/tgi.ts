/** Text Generation Inference (in maintenance only). */
import { care, refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const ROTARY = "server/text_generation_server/layers/rotary.py";

const SOURCES = {
  static: { file: ROTARY, lines: "82-203", release: "3.3.7", how: "ran" },
  linear: { file: ROTARY, lines: "92-93", release: "3.3.7", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Types whose model file builds its rotation with PositionRotaryEmbedding.static. */
const READS_BLOCK = new Set(["llama", "mistral", "qwen2"]);

export const tgiSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!READS_BLOCK.has(type)) return unknown(`TGI's ${type || "model"} was not read`);
  if (model.dialect === "v5") return refuses("does not read rope_parameters", SOURCES.static);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.static);
    case "theta":
      return runs("reads the changed rope_theta", SOURCES.static);
    case "linear":
      return refuses("linear is accepted and not applied", SOURCES.linear);
    case "dynamic":
      return care("the table stays grown after a longer request", SOURCES.static);
    case "yarn":
    case "llama3":
      return runs(`runs ${form} as written`, SOURCES.static);
    case "longrope":
      return care("needs original_max_position_embeddings at top level too", SOURCES.static);
  }
};
