/** What llama.cpp's converter sees of a file: what transformers 4.57.6 makes of it, or the file itself where that raises. */
import { Raised } from "../python/raised.ts";
import { float, int, isDict, type PyDict, type PyValue } from "../python/value.ts";
import { Report } from "../report.ts";
import { loadConfig } from "../serving/load.ts";
import { comesLater, isMeasured } from "../transformers/families.ts";

/** Pinned in requirements-convert_legacy_llama.txt. */
const TRANSFORMERS = "4.57.6";

/** Types whose class has a sliding window by default. */
const SLIDING = new Set(["gemma3_text", "olmo3"]);

export interface Hparams {
  readonly values: PyDict;
  /** transformers refused the file, or does not know the type. */
  readonly raw: boolean;
}

/** Attributes that the class fills where the file has none. */
const FILLED = [
  "hidden_size",
  "num_attention_heads",
  "num_key_value_heads",
  "num_hidden_layers",
  "max_position_embeddings",
  "original_max_position_embeddings",
  "head_dim",
  "qk_rope_head_dim",
] as const;

/** null where nothing was measured of a type that transformers knows. */
export function hparamsOf(document: PyDict): Hparams | null {
  const modelType = document.get("model_type");
  const known = typeof modelType === "string" && isMeasured(modelType) && !comesLater(modelType, TRANSFORMERS);
  if (!known) return { values: flattened(document), raw: true };
  try {
    const values = throughTransformers(document);
    return values === null ? null : { values, raw: false };
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    return { values: flattened(document), raw: true };
  }
}

/** text_config's keys count before those beside it. */
function flattened(document: PyDict): PyDict {
  const text = document.get("text_config");
  return isDict(text) ? new Map([...document, ...text]) : document;
}

function throughTransformers(document: PyDict): PyDict | null {
  const config = loadConfig(document, TRANSFORMERS, new Report());
  if (config === null) return null;
  const { language, attributes, block } = config;
  if (language.path.length > 1 || (language.path.length === 1 && language.path[0] !== "text_config")) return null;
  const { family } = language;
  const values = new Map<string, PyValue>([...document, ...attributes.file]);
  const fill = (key: string, value: PyValue | undefined): void => {
    if (!values.has(key) && value !== undefined) values.set(key, value);
  };
  for (const key of FILLED) fill(key, attributes.get(key));
  if (SLIDING.has(language.modelType)) fill("sliding_window", int(4096));
  fill(family.thetaKey ?? "rope_theta", float(family.theta ?? 10000));
  const [localKey, localTheta] = family.localTheta ?? [];
  if (localKey !== undefined) fill(String(localKey), float(Number(localTheta)));
  const [partialKey, share] = family.partial ?? [];
  if (typeof partialKey === "string" && typeof share === "number") fill(partialKey, float(share));
  if (block !== undefined) values.set("rope_scaling", block);
  return values;
}
