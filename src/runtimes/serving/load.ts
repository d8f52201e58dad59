/** What vLLM and SGLang share: the config is loaded by the transformers release that they run on. */

import { taggedDocument } from "../python/document.ts";
import { typeError, valueError } from "../python/raised.ts";
import { isDict, type PyDict, type PyValue } from "../python/value.ts";
import { atLeast } from "../release.ts";
import { Report } from "../report.ts";
import { Attributes } from "../transformers/attributes.ts";
import { checkOuterBlock, type LanguageModel, languageModel } from "../transformers/composite.ts";
import { checkDivisible, checkLayerTypes, loadBlock } from "../transformers/config-v4.ts";
import { comesLater } from "../transformers/families.ts";
import { sourcesOf } from "../transformers/lines.ts";
import { loadV5 } from "../transformers/model-v5.ts";
import { type Parameters, standardise } from "../transformers/parameters-v5.ts";

export interface LoadedConfig {
  readonly language: LanguageModel;
  readonly attributes: Attributes;
  /** transformers 5: rope_parameters; transformers 4: rope_scaling. null or undefined: there is none. */
  readonly block: PyValue | undefined;
  /** Names of layer types: a block that has one as a key is nested. */
  readonly labels: readonly string[];
  readonly v5: boolean;
}

/** Types whose config an engine reads as another's, and since when. */
export type ReadAs = Readonly<Record<string, readonly [since: string, modelType: string]>>;

export function readAs(document: PyDict, types: ReadAs, release: string): PyDict {
  const modelType = document.get("model_type");
  const found = typeof modelType === "string" && Object.hasOwn(types, modelType) ? types[modelType] : undefined;
  if (found === undefined || !atLeast(release, found[0])) return document;
  return new Map(document).set("model_type", found[1]);
}

/**
 * null where nothing was measured of the model type. Raises what loading the config raises.
 * @param ownClasses model types whose config is a class of the engine's own, which takes any block of transformers 4
 */
export function loadConfig(
  document: PyDict,
  transformers: string,
  report: Report,
  ownClasses: readonly string[] = [],
): LoadedConfig | null {
  const v5 = atLeast(transformers, "5.0.0");
  const read = v5 ? taggedDocument(document) : document;
  const language = languageModel(read, transformers);
  if (language === null) {
    raiseWhereTooNew(read, transformers);
    return null;
  }
  checkOuterBlock(read, language, transformers, report);
  const { modelType, file, family } = language;
  if (v5) {
    const { attributes, parameters, labels } = loadV5(modelType, file, family, transformers, report);
    return { language, attributes, block: parameters, labels, v5 };
  }
  const attributes = new Attributes(file, family);
  attributes.checkHead();
  checkDivisible(attributes, "config");
  checkLayerTypes(attributes, transformers);
  const unchecked = ownClasses.includes(modelType);
  const block = unchecked ? file.get("rope_scaling") : loadBlock(attributes, transformers, report);
  return { language, attributes, block, labels: [], v5 };
}

/** The same for frameworks with a rotation of their own: what transformers says is handed on, not which keys it leaves unread. */
export function loadForOwnRotation(document: PyDict, transformers: string, report: Report): LoadedConfig | null {
  const loading = new Report();
  try {
    return loadConfig(document, transformers, loading);
  } catch (error) {
    for (const source of sourcesOf(document, transformers)) report.cite(source);
    throw error;
  } finally {
    for (const warning of loading.warnings) report.warn(warning);
  }
}

/** A model type that came with a later release of transformers. */
function raiseWhereTooNew(document: PyDict, transformers: string): void {
  const modelType = document.get("model_type");
  if (typeof modelType !== "string") return;
  if (!comesLater(modelType, transformers)) return;
  throw valueError(
    `The checkpoint you are trying to load has model type \`${modelType}\` but Transformers does not recognize this architecture.`,
  );
}

/** The file's other keys have reached the object by the time that the engine standardises again. */
export function standardiseAgain({ attributes, block, labels }: LoadedConfig): void {
  if (block instanceof Map && block.size > 0) standardise(block, attributes, labels, true);
}

/** A block with no dict inside, as get_rope takes it; it makes a key of all values. */
export function flatBlock(block: PyValue | undefined): Parameters {
  if (!isDict(block)) return new Map();
  for (const value of block.values()) {
    if (isDict(value)) throw typeError("unhashable type: 'dict'");
  }
  return new Map(block);
}
