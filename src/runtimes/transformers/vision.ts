/** Vision parts of multimodal models that rotate half of each head by rows and columns. */
import { plainFrequencies } from "../formulas/common.ts";
import { float, isDict, numeric, type PyDict } from "../python/value.ts";
import type { LayerRotation } from "../report.ts";

/** By model type of the whole: the keys of width and heads in vision_config, and their defaults. */
const PARTS: Readonly<Record<string, { readonly width: string; readonly by: number; readonly heads: number }>> = {
  qwen2_vl: { width: "embed_dim", by: 1280, heads: 16 },
  qwen2_5_vl: { width: "hidden_size", by: 3584, heads: 16 },
  qwen3_vl: { width: "hidden_size", by: 1152, heads: 16 },
  qwen3_vl_moe: { width: "hidden_size", by: 1152, heads: 16 },
  glm4v: { width: "hidden_size", by: 1536, heads: 12 },
  glm4v_moe: { width: "hidden_size", by: 1536, heads: 12 },
};

/** null where the vision part has no RoPE, or none that is known. */
export function visionRotation(document: PyDict): LayerRotation | null {
  const modelType = document.get("model_type");
  const part = typeof modelType === "string" && Object.hasOwn(PARTS, modelType) ? PARTS[modelType] : undefined;
  if (part === undefined) return null;
  const config = document.get("vision_config");
  const read = (key: string): number | null => (isDict(config) ? numeric(config.get(key)) : null);
  const head = Math.floor((read(part.width) ?? part.by) / (read("num_heads") ?? part.heads));
  return { layerType: "vision", invFreq: plainFrequencies(float(10000), Math.floor(head / 2)), attentionFactor: 1 };
}
