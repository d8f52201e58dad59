/** What several rules ask about the file: the object of the language model and its RoPE blocks. */
import { childPointer, pointerKeys } from "../../config/json-pointer.ts";
import type { ConfigSnapshot, JsonObject, JsonValue } from "../../config/model.ts";
import {
  compositeOf,
  isStockClass,
  isStockType,
  isWithoutRope,
  type ModelTypeRules,
  rulesOf,
} from "../../config/model-types.ts";
import { numberOf } from "../../config/numbers.ts";
import { isObject } from "../../config/plain-value.ts";
import { objectAt } from "../../edits/index.ts";
import { knownKeys } from "../key-documentation.ts";

/** An object under one of these is a value of the wrong type, not a block per layer type. */
const BLOCK_KEYS: ReadonlySet<string> = new Set(knownKeys().block);

export type BlockKey = "rope_scaling" | "rope_parameters";

/** One RoPE block: the value of `rope_scaling`, of `rope_parameters`, or one of the blocks per layer type in it. */
export interface RopeBlock {
  readonly key: BlockKey;
  readonly pointer: string;
  readonly value: JsonObject;
  /** The layer type that the block stands under; null for a flat one. */
  readonly layerType: string | null;
  /** `rope_type`, else `type`, as transformers 5 reads them; null when neither is a string. */
  readonly type: string | null;
  /** Which of the two spells it. */
  readonly typeKey: "rope_type" | "type" | null;
}

export interface Facts {
  /** JSON pointer of the object that holds the language model's keys. */
  readonly path: string;
  readonly object: JsonObject;
  /** The whole document. */
  readonly root: JsonObject;
  /** The language model's own type, else the document's. */
  readonly modelType: string | null;
  /** The blocks of the language model, in the order of the file. */
  readonly blocks: readonly RopeBlock[];
  /** How the type's RoPE keys are read; null for types that nobody knows. */
  readonly rules: ModelTypeRules | null;
  /** false where the keys are those of a vision or audio model, whose RoPE works by other rules. */
  readonly language: boolean;
  /** transformers has a class for the type, and the file names no Python code (`auto_map`) or class of its own: that class is what runs. */
  readonly native: boolean;
  /** The keys stand at the top level of a multimodal type that reads them from a part alone. */
  readonly unread: boolean;
  pointer(key: string): string;
  number(key: string): number | null;
}

export function factsOf(snapshot: ConfigSnapshot): Facts {
  const root = snapshot.value ?? {};
  const path = snapshot.model?.path ?? "";
  const object = objectAt(snapshot, path) ?? root;
  const rootType = stringOf(root.model_type);
  const modelType = snapshot.model?.languageModelType ?? stringOf(object.model_type) ?? rootType;
  const rules = modelType === null ? null : rulesOf(modelType);
  const ownCode = isObject(root.auto_map) || isObject(object.auto_map) || namesOwnClass(root.architectures);
  const stockType = rootType ?? modelType;
  const native = !ownCode && stockType !== null && isStockType(stockType);
  const composite = rootType === null ? null : compositeOf(rootType);
  return {
    path,
    object,
    root,
    modelType,
    rules,
    language: isLanguage(modelType),
    native,
    unread: native && path === "" && composite !== null && !composite.readsFlatKeys,
    blocks: [...blocksOf(object, path, "rope_scaling", rules), ...blocksOf(object, path, "rope_parameters", rules)],
    pointer: (key) => childPointer(path, key),
    number: (key) => numberOf(object[key]),
  };
}

function isLanguage(modelType: string | null): boolean {
  if (modelType === null) return true;
  return rulesOf(modelType)?.language ?? !isWithoutRope(modelType);
}

/** Architectures without a class of a known type's name: "LlamaForCausalLMEagle3" of a library for drafting, say. */
function namesOwnClass(architectures: JsonValue | undefined): boolean {
  const names = Array.isArray(architectures) ? architectures.filter((name) => typeof name === "string") : [];
  return names.length > 0 && !names.some(isStockClass);
}

/** The value at a pointer of plain data; undefined when there is none. */
export function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of pointerKeys(pointer)) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) ? value[key] : undefined;
  }
  return value;
}

export function stringOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** One flat block, or one per layer type: members that are objects and no values of known keys. A block that names its type is flat. */
function blocksOf(object: JsonObject, path: string, key: BlockKey, rules: ModelTypeRules | null): RopeBlock[] {
  const value = object[key];
  if (!isObject(value)) return [];
  const pointer = childPointer(path, key);
  const nested = Object.entries(value).flatMap(([layerType, member]) =>
    isObject(member) && !BLOCK_KEYS.has(layerType)
      ? [blockAt(key, childPointer(pointer, layerType), member, layerType)]
      : [],
  );
  const flat = blockAt(key, pointer, value, null);
  const known = nested.some(({ layerType }) => layerType !== null && Object.hasOwn(rules?.layers ?? {}, layerType));
  return nested.length > 0 && (flat.typeKey === null || known) ? nested : [flat];
}

function blockAt(key: BlockKey, pointer: string, value: JsonObject, layerType: string | null): RopeBlock {
  const typeKey = "rope_type" in value ? "rope_type" : "type" in value ? "type" : null;
  return { key, pointer, value, layerType, type: typeKey === null ? null : stringOf(value[typeKey]), typeKey };
}
