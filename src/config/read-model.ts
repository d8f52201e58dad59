/** From the plain values of a model config to what they mean: as the newest known transformers reads them. */
import { matchCheckpoint } from "./checkpoints.ts";
import { kvCacheOf } from "./kv-cache.ts";
import { type LanguagePart, languagePart } from "./language-part.ts";
import { layersOf } from "./layers.ts";
import { claimedWindow } from "./lengths.ts";
import type { Dialect, JsonObject, ModelConfig, ReadOptions } from "./model.ts";
import type { ClaimedWindow, ModelFacts } from "./model-facts.ts";
import { rulesOf, UNKNOWN_TYPE } from "./model-types.ts";
import { paramsBlock } from "./params-json.ts";
import { isObject } from "./plain-value.ts";
import { readRopes } from "./read-ropes.ts";
import { ropeTypeOf } from "./rope-block.ts";
import { hasRope } from "./rope-conditions.ts";
import { type RopeSource, ropeSources } from "./rope-sources.ts";
import { guessHeadDimRule, headDimOf } from "./rotary-size.ts";
import { shapeOf } from "./shape.ts";

/** `document` is the whole file of a recognised model config. Never throws. */
export function readModel(document: JsonObject, options: ReadOptions): ModelConfig {
  const part = languagePart(document);
  const rules =
    (part.modelType === null ? null : rulesOf(part.modelType)) ?? guessHeadDimRule(part.config, UNKNOWN_TYPE);
  const shape = shapeOf(part.config, rules.defaults);
  const layers = layersOf(part.config, rules, shape.layers);
  const rotates = hasRope(part.config, part.modelType);
  const params = paramsBlock(part.config);
  const sources = rotates
    ? withParams(part, ropeSources(part, rules, layers === null ? null : layers.map(({ type }) => type)))
    : [];
  const [first] = sources;
  const stated = claimedWindow(part, rules);
  const checkpoint = matchCheckpoint(
    { ...shape, theta: first?.theta ?? null },
    {
      maxPositionEmbeddings: stated.pointer === null ? null : stated.length,
      modelType: part.modelType ?? nameOf(part.config.model_type) ?? nameOf(document.model_type),
      scaling: first === undefined ? null : ropeTypeOf(first.block),
    },
  );
  const claimed = unstatedWindow(part, stated, params?.window ?? checkpoint?.window ?? null);
  const facts: ModelFacts = { part, rules, shape, layers, claimed, checkpoint, options };
  const ropes = readRopes(facts, sources);
  const headDim = (layerType: string): number | null =>
    headDimOf(part.config, rules, shape, rules.layers?.[layerType] ?? null);
  const modelType = nameOf(document.model_type) ?? nameOf(part.config.model_type);
  return {
    modelType,
    title:
      checkpoint?.name ?? nameOfPath(part.config) ?? nameOfPath(document) ?? modelType ?? part.modelType ?? "model",
    path: part.path,
    languageModelType: part.modelType,
    dialect: dialectOf(document, part),
    hasRope: rotates,
    ropes,
    checkpoint:
      checkpoint === null
        ? null
        : { name: checkpoint.name, repository: checkpoint.repository, window: checkpoint.window },
    shape,
    layersWithoutPositions:
      layers === null || !rotates ? null : layers.filter((layer) => layer.caches && !layer.rotates).length,
    kvCache: kvCacheOf({ document, part, rules, shape, layers, headDim, window: claimed.length }),
  };
}

/** A params.json states its scaling in keys of its own. */
function withParams(part: LanguagePart, sources: readonly RopeSource[]): readonly RopeSource[] {
  const params = paramsBlock(part.config);
  if (params === null) return sources;
  return sources.map((source) => ({ ...source, block: params.block, pointer: params.pointer }));
}

/** A params.json names no window: that of its checkpoint counts. */
function unstatedWindow(part: LanguagePart, stated: ClaimedWindow, known: number | null): ClaimedWindow {
  return stated.pointer === null && part.modelType === null && known !== null ? { ...stated, length: known } : stated;
}

/** v5: the file has rope_parameters, or nothing of either but a transformers 5 that wrote it. */
function dialectOf(document: JsonObject, part: LanguagePart): Dialect {
  if (part.config.rope_parameters !== undefined) return "v5";
  if (isObject(part.config.rope_scaling)) return "v4";
  const version = nameOf(part.config.transformers_version) ?? nameOf(document.transformers_version);
  return version !== null && Number.parseInt(version, 10) >= 5 ? "v5" : "v4";
}

function nameOf(value: JsonObject[string] | undefined): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** "meta-llama/Llama-2-7b-hf" and "/models/Llama-2-7b-hf/" are Llama-2-7b-hf. */
function nameOfPath({ _name_or_path: path }: JsonObject): string | null {
  const parts = typeof path === "string" ? path.split(/[\\/]/) : [];
  return parts.findLast((name) => name.trim() !== "" && name !== ".") ?? null;
}
