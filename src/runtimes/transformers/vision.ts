/** Vision parts of multimodal models that rotate half of each head by rows and columns. */
import { plainFrequencies } from "../formulas/common.ts";
import { float, isDict, numeric, type PyDict } from "../python/value.ts";
import type { LayerRotation } from "../report.ts";

interface VisionPart {
  /** The key of the width in vision_config, its default, and that of the number of heads. */
  readonly width: string;
  readonly by: number;
  readonly heads: number;
  /** Where head_dim and a block of its own count: their defaults. */
  readonly stated?: { readonly head: number; readonly theta: number };
}

/** By model type of the whole. */
const PARTS: Readonly<Record<string, VisionPart>> = {
  qwen2_vl: { width: "embed_dim", by: 1280, heads: 16 },
  qwen2_5_vl: { width: "hidden_size", by: 3584, heads: 16 },
  qwen3_vl: { width: "hidden_size", by: 1152, heads: 16 },
  qwen3_vl_moe: { width: "hidden_size", by: 1152, heads: 16 },
  qwen3_5: { width: "hidden_size", by: 1152, heads: 16 },
  qwen3_5_moe: { width: "hidden_size", by: 1152, heads: 16 },
  gemma4: { width: "hidden_size", by: 768, heads: 12, stated: { head: 64, theta: 100 } },
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
  const shape = Math.floor((read(part.width) ?? part.by) / (read("num_heads") ?? part.heads));
  const head = part.stated === undefined ? shape : (read("head_dim") ?? part.stated.head);
  const block = isDict(config) ? config.get("rope_parameters") : undefined;
  const stated = part.stated !== undefined && isDict(block) ? numeric(block.get("rope_theta")) : null;
  const theta = float(stated ?? part.stated?.theta ?? 10000);
  return { layerType: "vision", invFreq: plainFrequencies(theta, Math.floor(head / 2)), attentionFactor: 1 };
}
