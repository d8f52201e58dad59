import type { Prediction, TrainingEffect } from "../../runtimes/index.ts";
import { JsonText, toJson, type Writable } from "../output/json.ts";
import { VERSION_OF_SHAPES } from "../output/version.ts";
import type { ConfigFile } from "../reading/read-config-file.ts";
import { type InspectedRope, type Inspection, releaseOf } from "./inspection.ts";

/** The shape is part of the interface. */
export function inspectionToJson({ name, snapshot }: ConfigFile, { ropes, runtimes, training }: Inspection): string {
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
    runtimes: runtimes.map(predictionToJson),
    training: training.map(trainingToJson),
  })}\n`;
}

function predictionToJson(prediction: Prediction): Writable {
  return {
    name: prediction.name,
    release: releaseOf(prediction),
    ...(prediction.requestedRelease === undefined ? {} : { requestedRelease: prediction.requestedRelease }),
    outcome: prediction.outcome,
    exception: prediction.exception,
    message: prediction.message,
    warnings: prediction.warnings,
    ignoredKeys: prediction.ignoredKeys,
    ropes: prediction.ropes.map(({ layerType, invFreq, attentionFactor }) => ({
      layerType,
      invFreq: Array.from(invFreq),
      attentionFactor,
    })),
    derivedMaxLength: prediction.derivedMaxLength,
    sources: prediction.sources.map(({ file, lines, release, how }) => ({ file, lines, release, how })),
  };
}

function trainingToJson(effect: TrainingEffect): Writable {
  const { name, release, outcome, ropeType, factor, maxPositionEmbeddings, message, notes, sources } = effect;
  const saved = maxPositionEmbeddings;
  return {
    name,
    release,
    outcome,
    ropeType,
    factor,
    maxPositionEmbeddings:
      saved === null
        ? null
        : saved.float && Number.isInteger(saved.value)
          ? new JsonText(`${saved.value}.0`)
          : saved.value,
    message,
    notes,
    sources: sources.map(({ file, lines, release: of, how }) => ({ file, lines, release: of, how })),
  };
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
