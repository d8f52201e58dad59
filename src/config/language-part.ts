/** Which object of a config holds the language model, and which model type it is. */
import { childPointer } from "./json-pointer.ts";
import type { JsonObject } from "./model.ts";
import { compositeOf, isKnownType, isWithoutRope, rotatesWithoutKeys, rulesOf, typeOfStem } from "./model-types.ts";
import { isObject } from "./plain-value.ts";
import { hasRopeKey, hasShape, LANGUAGE_PARTS, LONGEST_NAME } from "./recognise.ts";

export interface LanguagePart {
  /** JSON pointer of the object: "" or "/text_config". */
  readonly path: string;
  readonly config: JsonObject;
  /** The type whose rules count; null when neither the file nor its architectures name a known one. */
  readonly modelType: string | null;
}

/** Objects that hold the language model in some models: when they rotate. */
const OTHER_KEYS = [
  "vlm_config",
  "language_model",
  "llm",
  "global_config",
  "decoder_config",
  "decoder",
  "talker_config",
  "encoder_config",
  "asr_config",
  "esmc_config",
  "dit_config",
  "backbone_config",
];

/** Nested objects are followed this deep at most: thinker_config.text_config is two. */
const DEEPEST = 4;

export function languagePart(document: JsonObject): LanguagePart {
  let part: LanguagePart = { path: "", config: document, modelType: knownTypeOf(document) };
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = innerPart(part);
    if (inner === null) return part;
    part = inner;
  }
  return part;
}

/** The part that holds the language model inside `part`; null when `part` is the language model. */
function innerPart({ path, config, modelType }: LanguagePart): LanguagePart | null {
  const composite = modelType === null ? null : compositeOf(modelType);
  const own = modelType === null ? null : rulesOf(modelType);
  if (own !== null && hasShape(config)) return null;

  const keys = own === null || own.headDimRule === "fixed" ? [...LANGUAGE_PARTS, ...OTHER_KEYS] : LANGUAGE_PARTS;
  for (const key of keys) {
    const child = config[key];
    if (!isObject(child)) continue;
    const childType = knownTypeOf(child) ?? composite?.text ?? null;
    const holds = LANGUAGE_PARTS.includes(key) ? holdsText(child, config) : rotates(child, childType);
    if (holds) return { path: childPointer(path, key), config: child, modelType: childType };
  }
  return composite === null ? null : { path, config, modelType: composite.text };
}

/** An empty text_config beside flat keys is left over from a conversion; the flat keys count then. */
function holdsText(child: JsonObject, parent: JsonObject): boolean {
  return Object.keys(child).length > 0 || !hasShape(parent);
}

function rotates(config: JsonObject, modelType: string | null): boolean {
  if (modelType !== null && isWithoutRope(modelType)) return false;
  if (modelType !== null && (rotatesWithoutKeys(modelType) || compositeOf(modelType) !== null)) return true;
  return hasRopeKey(config) && hasShape(config);
}

/** The model type of an object: what it says, if that is known, else the known type that its architecture names. */
function knownTypeOf(config: JsonObject): string | null {
  const named = typeof config.model_type === "string" && config.model_type !== "" ? config.model_type : null;
  if (named !== null && isKnownType(named)) return named;
  const architectures = Array.isArray(config.architectures) ? config.architectures : [];
  for (const architecture of architectures) {
    const type = typeof architecture === "string" ? typeOfClass(architecture) : null;
    if (type !== null) return type;
  }
  return null;
}

/** "DeepseekV3ForCausalLM" is deepseek_v3: class names are the type in capitals, without underscores. */
function typeOfClass(className: string): string | null {
  if (className.length > LONGEST_NAME) return null;
  const stem = /^(.+?)(For[A-Z]\w*|LMHeadModel|Model)$/.exec(className)?.[1]?.toLowerCase();
  return stem === undefined ? null : typeOfStem(stem);
}
