/** From the plain values of a model config to what they mean. */
import type { RopeSpec } from "../rope/spec.ts";
import { type Checkpoint, matchCheckpoint } from "./checkpoints.ts";
import { childPointer } from "./json-pointer.ts";
import type { JsonObject, ModelConfig, PretrainedLengthSource, ReadOptions, RopeEntry } from "./model.ts";
import { positiveOf } from "./numbers.ts";
import { isObject } from "./plain-value.ts";
import { ropeTypeOf, scalingOf } from "./rope-block.ts";
import { type Shape, shapeOf } from "./shape.ts";

const LLAMA_SHAPE: Partial<Shape> = {
  hidden: 4096,
  intermediate: 11008,
  layers: 32,
  heads: 32,
  vocabulary: 32000,
  eps: 1e-6,
};
const LLAMA_THETA = 10000;
const LLAMA_LENGTH = 2048;

/** `value` is the whole document of a recognised model config. */
export function readModel(value: JsonObject, options: ReadOptions): ModelConfig {
  const path = isObject(value.text_config) ? "/text_config" : "";
  const config = isObject(value.text_config) ? value.text_config : value;
  const modelType = typeof value.model_type === "string" ? value.model_type : null;
  const shape = shapeOf(config, LLAMA_SHAPE);
  const block = isObject(config.rope_scaling)
    ? { key: "rope_scaling", value: config.rope_scaling }
    : isObject(config.rope_parameters)
      ? { key: "rope_parameters", value: config.rope_parameters }
      : null;
  const theta = positiveOf(block?.value.rope_theta) ?? positiveOf(config.rope_theta) ?? LLAMA_THETA;
  const scalingType = block === null ? null : ropeTypeOf(block.value);
  const maxPositionEmbeddings = positiveOf(config.max_position_embeddings);
  const checkpoint = matchCheckpoint({ ...shape, theta }, { maxPositionEmbeddings, modelType, scaling: scalingType });
  const window = maxPositionEmbeddings ?? LLAMA_LENGTH;
  const pretrained = pretrainedLength(path, config, block, checkpoint, window, options);

  const headDim =
    positiveOf(config.head_dim) ??
    (shape.hidden === null || shape.heads === null ? null : Math.floor(shape.hidden / shape.heads));
  const scaling =
    headDim === null
      ? null
      : scalingOf(block?.value ?? {}, {
          maxPositionEmbeddings: window,
          topLevelOriginal: positiveOf(config.original_max_position_embeddings),
          rotaryDim: headDim,
          partialRotaryFactor: 1,
          nested: false,
        });
  const ropes: RopeEntry[] = [];
  if (headDim !== null && scaling !== null) {
    const spec: RopeSpec = {
      theta,
      headDim,
      rotaryDim: headDim,
      scaling,
      maxPositionEmbeddings: window,
      pretrainedLength: pretrained.length,
      trainedWithScaling: false,
      mropeSection: null,
    };
    const factor = "factor" in scaling ? (scaling.factor ?? 1) : 1;
    ropes.push({
      spec,
      layerType: null,
      layers: shape.layers,
      pretrainedLengthSource: pretrained.source,
      slidingWindow: positiveOf(config.sliding_window),
      claimedLength: scaling.type === "llama3" ? window : Math.max(window, pretrained.length * factor),
      blockPointer: block === null ? null : childPointer(path, block.key),
      noPositions: false,
    });
  }
  return {
    modelType,
    title: checkpoint?.name ?? modelType ?? "model",
    path,
    dialect: isObject(config.rope_parameters) ? "v5" : "v4",
    ropes,
    checkpoint: checkpoint === null ? null : { name: checkpoint.name, window: checkpoint.window },
    kvCache: null,
  };
}

function pretrainedLength(
  path: string,
  config: JsonObject,
  block: { readonly key: string; readonly value: JsonObject } | null,
  checkpoint: Checkpoint | null,
  window: number,
  options: ReadOptions,
): { length: number; source: PretrainedLengthSource } {
  if (options.pretrainedLength !== undefined) return { length: options.pretrainedLength, source: { kind: "setting" } };
  const key = "original_max_position_embeddings";
  const inBlock = positiveOf(block?.value[key]);
  if (block !== null && inBlock !== null) {
    const pointer = childPointer(childPointer(path, block.key), key);
    return { length: inBlock, source: { kind: "original-length", pointer } };
  }
  const beside = positiveOf(config[key]);
  if (beside !== null) return { length: beside, source: { kind: "original-length", pointer: childPointer(path, key) } };
  if (checkpoint !== null && checkpoint.window <= window) {
    return { length: checkpoint.window, source: { kind: "checkpoint", checkpoint: checkpoint.name } };
  }
  if (positiveOf(config.max_position_embeddings) === null) return { length: window, source: { kind: "type-default" } };
  const pointer = childPointer(path, "max_position_embeddings");
  return { length: window, source: { kind: "max-position-embeddings", pointer } };
}
