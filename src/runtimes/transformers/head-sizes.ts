/** Heads of another size in some of the layers (configuration_gemma4.py, per_layer_config). */
import { int } from "../python/value.ts";
import { Attributes } from "./attributes.ts";

/** Types whose full-attention layers have heads of their own size (global_head_dim): the sizes by default. */
const HEAD_SIZES: Readonly<Record<string, { readonly sliding: number; readonly full: number }>> = {
  gemma4_text: { sliding: 256, full: 512 },
  gemma4_unified_text: { sliding: 256, full: 512 },
  embedding_gemma2_text: { sliding: 256, full: 512 },
  diffusion_gemma_text: { sliding: 256, full: 512 },
};

export function hasHeadsByLayer(modelType: string): boolean {
  return Object.hasOwn(HEAD_SIZES, modelType);
}

/** The attributes with the head size of a layer type; null: of all layers. */
export function headAttributes(attributes: Attributes, modelType: string, layerType: string | null): Attributes {
  const sizes = Object.hasOwn(HEAD_SIZES, modelType) ? HEAD_SIZES[modelType] : undefined;
  if (sizes === undefined || layerType === null) return attributes;
  const full = layerType === "full_attention";
  const given = attributes.file.get(full ? "global_head_dim" : "head_dim");
  const size = given === undefined || given === null ? int(full ? sizes.full : sizes.sliding) : given;
  return new Attributes(new Map(attributes.file).set("head_dim", size), attributes.family);
}
