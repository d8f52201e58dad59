import { toJson, type Writable } from "../output/json.ts";
import { VERSION_OF_SHAPES } from "../output/version.ts";
import type { ConfigFile } from "../reading/read-config-file.ts";
import type { InspectedRope } from "./inspection.ts";

/** The shape is part of the interface. */
export function inspectionToJson({ name, snapshot }: ConfigFile, ropes: readonly InspectedRope[]): string {
  const { model } = snapshot;
  return `${toJson({
    version: VERSION_OF_SHAPES,
    file: name,
    modelType: model?.modelType ?? null,
    ropes: ropes.map((rope) => ropeToJson(model?.path ?? "", rope)),
    kvCache:
      model === null || model.kvCache === null
        ? null
        : {
            bytesPerToken: model.kvCache.bytesPerToken,
            bytesAtMax: model.kvCache.bytesAtMax,
            dtype: model.kvCache.dtype,
          },
    runtimes: [],
  })}\n`;
}

function ropeToJson(path: string, rope: InspectedRope): Writable {
  const { spec, layerType } = rope.entry;
  return {
    path,
    layerType,
    ropeType: rope.ropeType,
    theta: spec.theta,
    headDim: spec.headDim,
    rotaryDim: spec.rotaryDim,
    invFreq: rope.invFreq,
    attentionFactor: rope.attentionFactor,
    maxPositionEmbeddings: spec.maxPositionEmbeddings,
    originalMaxPositionEmbeddings: rope.originalMaxPositionEmbeddings,
    pretrainedLength: spec.pretrainedLength,
  };
}
