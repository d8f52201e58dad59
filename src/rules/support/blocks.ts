/** Questions about RoPE blocks that several rules ask. */
import { childPointer, pointerKeys } from "../../config/json-pointer.ts";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import type { ConfigSnapshot, JsonObject, JsonValue, RopeEntry } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { isObject } from "../../config/plain-value.ts";
import { readModel } from "../../config/read-model.ts";
import { type BlockType, isBlockType } from "../key-documentation.ts";
import type { RuleContext } from "../rule.ts";
import type { Facts, RopeBlock } from "./facts.ts";

/** Older names of types: what they are called now. */
export const TYPE_ALIASES: ReadonlyMap<string, BlockType> = new Map([
  ["su", "longrope"],
  ["mrope", "default"],
]);

/** The type of a block under its present name; "default" without one; null for names that no schema knows. */
export function blockType(block: RopeBlock): BlockType | null {
  if (block.typeKey === null || block.value[block.typeKey] === null) return "default";
  const type = block.type === null ? null : (TYPE_ALIASES.get(block.type) ?? block.type);
  return isBlockType(type) ? type : null;
}

/** Blocks of these types that no structural finding stands at. */
export function soundBlocks(context: RuleContext, ...types: readonly BlockType[]): readonly RopeBlock[] {
  return context.facts.blocks.filter((block) => {
    const type = blockType(block);
    if (type === null || !types.includes(type) || !isReadBlock(context.facts, block)) return false;
    return context.sound(block.pointer) && !context.unsound.has(context.facts.pointer(block.key));
  });
}

/** rope_scaling replaces rope_parameters whole in transformers 5 and is the only one read in 4: beside it the other says nothing. */
export function isReadBlock(facts: Facts, block: RopeBlock): boolean {
  if (facts.unread) return false;
  return block.key === "rope_scaling" || !isFilled(facts.object.rope_scaling);
}

/** Python's truth of a block: an empty one counts as none. */
export function isFilled(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && Object.keys(value).length > 0;
}

export function memberPointer(block: RopeBlock, key: string): string {
  return childPointer(block.pointer, key);
}

/** The key of the member of a block that a pointer names. */
export function splitMember(block: RopeBlock, pointer: string): string {
  return pointerKeys(pointer.slice(block.pointer.length))[0] ?? "";
}

/** The rotary embedding that is read from the block. */
export function ropeOf(snapshot: ConfigSnapshot, block: RopeBlock): RopeEntry | null {
  return snapshot.model?.ropes.find((rope) => rope.blockPointer === block.pointer) ?? null;
}

/**
 * The rotary embedding of the block's layers as it would be without scaling: for its theta, dimensions and pairs where the block itself
 * cannot be computed.
 */
export function plainRope(facts: Facts, block: RopeBlock): RopeEntry | null {
  const stripped = withoutScaling(facts.root, facts.path);
  const ropes = readModel(stripped, {}).ropes;
  return ropes.find((rope) => rope.layerType === block.layerType) ?? ropes[0] ?? null;
}

/** Number of frequency pairs in the block's layers; null when the file does not say. */
export function pairsOf(facts: Facts, block: RopeBlock): number | null {
  const rope = plainRope(facts, block);
  return rope === null ? null : rope.spec.rotaryDim / 2;
}

export interface OriginalLength {
  readonly value: number;
  readonly pointer: string;
}

/**
 * The pretrained length that transformers 5 computes the block with: beside a flat block, else in it.
 * Source: transformers 5.24.0 modeling_rope_utils.py 836-859.
 */
export function originalLength(facts: Facts, block: RopeBlock): OriginalLength | null {
  const beside = block.layerType === null ? numberOf(facts.object[ORIGINAL_LENGTH]) : null;
  if (beside !== null) return { value: beside, pointer: facts.pointer(ORIGINAL_LENGTH) };
  const own = numberOf(block.value[ORIGINAL_LENGTH]);
  return own === null ? null : { value: own, pointer: memberPointer(block, ORIGINAL_LENGTH) };
}

function withoutScaling(root: JsonObject, path: string): JsonObject {
  if (path === "") return withPlainBlocks(root);
  const [, first = "", ...rest] = path.split("/");
  const part = root[first];
  if (!isObject(part)) return root;
  return { ...root, [first]: withoutScaling(part, rest.map((key) => `/${key}`).join("")) };
}

function withPlainBlocks(object: JsonObject): JsonObject {
  const plain: JsonObject = { ...object, rope_scaling: null };
  if (isObject(object.rope_parameters)) plain.rope_parameters = plainBlock(object.rope_parameters);
  return plain;
}

/** The block with nothing but what is no scaling; blocks per layer type each by itself. */
function plainBlock(block: JsonObject): JsonObject {
  const plain: JsonObject = { rope_type: "default" };
  for (const [key, value] of Object.entries(block)) {
    if (key === "rope_theta" || key === "partial_rotary_factor") plain[key] = value;
    else if (isObject(value)) plain[key] = plainBlock(value);
  }
  if (Object.values(plain).some(isObject)) delete plain.rope_type;
  return plain;
}
