/** Under which keys a model type keeps its window and its base. */
import { LENGTH_KEYS } from "../config/lengths.ts";
import type { JsonObject } from "../config/model.ts";

const THETA_KEYS = ["rope_theta", "rotary_emb_base", "rope_base"] as const;

/** The key that states the window of this object. */
export function lengthKeyOf(config: JsonObject): string {
  return LENGTH_KEYS.find((key) => typeof config[key] === "number") ?? "max_position_embeddings";
}

/** The key that states the base beside the block. */
export function thetaKeyOf(config: JsonObject, modelType: string | null): string {
  const present = THETA_KEYS.find((key) => typeof config[key] === "number");
  return present ?? (modelType?.startsWith("gpt_neox") === true ? "rotary_emb_base" : "rope_theta");
}
