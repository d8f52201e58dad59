/** How both engines of lmdeploy load a config: by the installed transformers, with a plain config where that fails. */
import type { PredictorInput } from "../predictors.ts";
import { noAttribute, Raised } from "../python/raised.ts";
import { isDict, numeric, type PyDict, type PyValue, truthy } from "../python/value.ts";
import { namesOther } from "../serving/architecture.ts";
import { type LoadedConfig, loadForOwnRotation } from "../serving/load.ts";

/** The newest release that its requirements allow. */
const TRANSFORMERS = "5.24.0";

/** Types whose check asks the plain config for max_position_embeddings, which it lacks. */
const ASKS_FOR_LENGTH = ["yarn", "llama3", "longrope"];

/** null: what happens is not known. */
export function loadLmdeploy(document: PyDict, report: PredictorInput["report"]): LoadedConfig | null {
  try {
    return loadForOwnRotation(document, TRANSFORMERS, report);
  } catch (error) {
    if (!(error instanceof Raised) || error.exception !== "KeyError") throw unknownOr(error);
    const block = document.get("rope_scaling");
    const type = isDict(block) ? (block.get("rope_type") ?? block.get("type")) : undefined;
    if (type === "linear" || type === "dynamic") throw error;
    if (typeof type !== "string" || !ASKS_FOR_LENGTH.includes(type)) throw new NotKnown();
    throw noAttribute("PreTrainedConfig", "max_position_embeddings");
  }
}

/** A config that the class refuses is loaded as a plain one; what comes of that was not seen. */
export class NotKnown extends Error {}

function unknownOr(error: unknown): unknown {
  return error instanceof Raised ? new NotKnown() : error;
}

export interface Named {
  readonly architecture: string;
}

/** The entry of a table for the language model of a file; null where the file asks for anything else. */
export function modelFor<T extends Named>(
  document: PyDict,
  { language }: LoadedConfig,
  models: Readonly<Partial<Record<string, T>>>,
  composites: Readonly<Partial<Record<string, string>>>,
): T | null {
  const model = Object.hasOwn(models, language.modelType) ? models[language.modelType] : undefined;
  if (model === undefined) return null;
  if (language.path.length === 0) return namesOther(document, model.architecture) ? null : model;
  const outer = document.get("model_type");
  const usual = typeof outer === "string" && Object.hasOwn(composites, outer) ? composites[outer] : undefined;
  return usual === undefined || namesOther(document, usual) ? null : model;
}

/** The flat block of the file; null where it is nested or there is none. */
export function flatParameters({ block, labels }: LoadedConfig): PyDict | null {
  if (!isDict(block)) return null;
  return labels.some((label) => block.has(label)) ? null : block;
}

/** head_dim, or hidden size by heads where that is absent, null or 0. */
export function headOf({ attributes }: LoadedConfig): PyValue {
  const given = attributes.get("head_dim");
  return truthy(given) && given !== undefined ? given : attributes.shapeHead();
}

const LENGTH_KEYS = [
  "max_position_embeddings",
  "n_positions",
  "max_seq_len",
  "seq_length",
  "model_max_length",
  "max_sequence_length",
  "max_seq_length",
  "seq_len",
];

/** The smallest of the keys for a length, 2048 where there is none. */
export function windowOf({ attributes }: LoadedConfig): number {
  const stated = LENGTH_KEYS.flatMap((key) => numeric(attributes.get(key)) ?? []);
  return stated.length === 0 ? 2048 : Math.trunc(Math.min(...stated));
}
