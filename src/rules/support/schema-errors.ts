/** What the compiled schemas say about the file, with pointers into the document. Asked by several rules, computed once. */
import type { JsonObject } from "../../config/model.ts";
import {
  defaultBlock,
  dynamicBlock,
  linearBlock,
  llama3Block,
  longropeBlock,
  modelConfig,
  proportionalBlock,
  type SchemaError,
  type Validator,
  yarnBlock,
} from "../generated/validators.js";
import type { BlockType } from "../key-documentation.ts";
import { blockType } from "./blocks.ts";
import type { Facts, RopeBlock } from "./facts.ts";

export interface SchemaFinding {
  /** Of the value; for missing and unknown keys of the object. */
  readonly pointer: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const BLOCK_VALIDATORS: Readonly<Record<BlockType, Validator>> = {
  default: defaultBlock,
  linear: linearBlock,
  dynamic: dynamicBlock,
  yarn: yarnBlock,
  longrope: longropeBlock,
  llama3: llama3Block,
  proportional: proportionalBlock,
};

const seen = new WeakMap<JsonObject, readonly SchemaError[]>();

/** Findings in the keys of the language model; its blocks are looked at apart. */
export function configErrors(facts: Facts): readonly SchemaFinding[] {
  return errorsOf(modelConfig, facts.object, facts.path);
}

/** Findings in one block, by the schema of its type; none for a type without a schema. */
export function blockErrors(block: RopeBlock): readonly SchemaFinding[] {
  const type = blockType(block);
  return type === null ? [] : errorsOf(BLOCK_VALIDATORS[type], block.value, block.pointer);
}

function errorsOf(validator: Validator, value: JsonObject, base: string): readonly SchemaFinding[] {
  let errors = seen.get(value);
  if (errors === undefined) {
    errors = validator(value) ? [] : [...(validator.errors ?? [])];
    seen.set(value, errors);
  }
  return errors.map(({ instancePath, keyword, params }) => ({ pointer: base + instancePath, keyword, params }));
}

/** A parameter of a finding that is a string: the missing or the unknown key. */
export function stringParam(finding: SchemaFinding, name: string): string | null {
  const value = finding.params[name];
  return typeof value === "string" ? value : null;
}
