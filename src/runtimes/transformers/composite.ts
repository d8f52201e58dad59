/** Multimodal configs: which object is the language model's, and what a block beside it does. */
import { noAttribute } from "../python/raised.ts";
import { isDict, type PyDict, type PyValue, str, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { Report } from "../report.ts";
import { fromJson } from "./attributes.ts";
import { checkKeys } from "./block-keys.ts";
import { checkTwoFields } from "./config-v4.ts";
import { type Family, familyOf } from "./families.ts";

export interface LanguageModel {
  readonly modelType: string;
  readonly file: PyDict;
  readonly family: Family;
  /** The attributes that lead to it; empty when the document itself is the language model's. */
  readonly path: readonly string[];
}

/** Composites that take the language model's keys at top level where they have no text_config. */
const FLAT = new Set(["qwen2_vl", "qwen2_5_vl", "paddleocr_vl", "fuyu"]);
/** Composites of transformers 4 that do so as well. */
const FLAT_V4 = new Set(["glm4v", "glm4v_moe"]);

/** null: the release does not know the model type, or it was not measured. */
export function languageModel(document: PyDict, release: string): LanguageModel | null {
  const modelType = document.get("model_type");
  return typeof modelType === "string" ? descend(modelType, document, release, []) : null;
}

/** Kimi K2.5 reads a text_config of its own remote code as its own kind (configuration_kimi_k25.py). */
const REMOTE_KIMI = "kimi_k2";

function descend(modelType: string, file: PyDict, release: string, path: readonly string[]): LanguageModel | null {
  const family = familyOf(modelType, release);
  if (family === null) return null;
  if (family.text === undefined || family.textType === undefined) return { modelType, file, family, path };
  const keys = family.text.split(".");
  let inner: PyValue | undefined = file;
  for (const key of keys) inner = isDict(inner) ? inner.get(key) : undefined;
  const flat = FLAT.has(modelType) || (!atLeast(release, "5.0.0") && FLAT_V4.has(modelType));
  const part = isDict(inner) ? inner : flat ? file : textDefaults(family);
  const named = isDict(inner) ? inner.get("model_type") : undefined;
  const heard =
    typeof named === "string" && !(modelType === "kimi_k25" && named === REMOTE_KIMI) ? named : family.textType;
  return descend(heard, part, release, [...path, ...keys]);
}

/** What the composite gives its language model where the file has no object for it. */
function textDefaults(family: Family): PyDict {
  const value = fromJson(family.textDefaults ?? {});
  return isDict(value) ? value : new Map();
}

/** transformers 5 validates a block at the top level of a composite, which has none of the attributes it then asks for. */
export function checkOuterBlock(document: PyDict, language: LanguageModel, release: string, report: Report): void {
  if (language.path.length === 0) return;
  const modelType = str(document.get("model_type"));
  const family = familyOf(modelType, release);
  const flat = FLAT.has(modelType);
  if (modelType === "fuyu" && below(release, "5.0.0")) checkTwoFields(document.get("rope_scaling"));
  if (family === null || (flat && language.file === document)) return;
  const key = outerKey(document);
  if (key === null) return;
  report.ignore(key);
  if (!atLeast(release, "5.1.0") || (family.yarnRaises === undefined && !flat)) return;
  const block = document.get(key);
  if (!isDict(block)) throw noAttribute(typeName(block), "get");
  checkOuter(document, block, key, family, report);
}

/** The key whose block the object ends up with: the last in the file that holds anything. */
function outerKey(document: PyDict): string | null {
  const keys = [...document.keys()].filter((key) => key === "rope_scaling" || key === "rope_parameters");
  const held = keys.filter((key) => truthy(document.get(key)));
  // Both at once, an older block and a theta, are moved into rope_parameters first.
  if (held.includes("rope_scaling") && truthy(document.get("rope_theta")) && !held.includes("rope_parameters")) {
    return "rope_scaling";
  }
  return held.at(-1) ?? null;
}

function checkOuter(document: PyDict, block: PyDict, key: string, family: Family, report: Report): void {
  const type = block.get("rope_type") ?? block.get("type") ?? "default";
  const moved = key === "rope_scaling" && truthy(document.get("rope_theta"));
  const wanted = WANTED[str(type)] ?? [];
  // Moved blocks are completed from attributes that come later still, at rest only from those of the file.
  const lacking = moved ? wanted : wanted.filter((name) => !document.has(name));
  const complaint = noAttribute(family.class ?? "Config", lacking[0] ?? "max_position_embeddings");
  if (moved && wanted.length > 0) throw complaint;
  const required = REQUIRED[str(type)];
  if (required === undefined) return;
  const complete = new Map(block).set("rope_type", type);
  if (moved && !complete.has("rope_theta")) complete.set("rope_theta", document.get("rope_theta") ?? null);
  checkKeys(complete, { name: "rope_parameters", type, required, optional: [...block.keys()], ignored: [] }, report);
  if (lacking.length > 0) throw complaint;
}

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  linear: ["rope_type", "factor"],
  dynamic: ["rope_type", "factor"],
  yarn: ["rope_type", "factor", "original_max_position_embeddings"],
  longrope: ["rope_type", "short_factor", "long_factor", "original_max_position_embeddings"],
  llama3: [
    "rope_type",
    "factor",
    "original_max_position_embeddings",
    "low_freq_factor",
    "high_freq_factor",
    "rope_theta",
  ],
  proportional: ["rope_type", "rope_theta"],
};

/** The attributes that the check asks the composite for. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  yarn: ["max_position_embeddings"],
  longrope: ["hidden_size", "num_attention_heads"],
  llama3: ["max_position_embeddings"],
};
