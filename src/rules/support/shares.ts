/** Keys that say which share of a head rotates, where they stand and whether they count. */
import { numberOf } from "../../config/numbers.ts";
import { blockType, isReadBlock, memberPointer } from "./blocks.ts";
import type { Facts, RopeBlock } from "./facts.ts";

export interface Share {
  readonly pointer: string;
  readonly key: string;
  /** As the file has it; meant to lie above 0 and not above 1. */
  readonly share: number;
  readonly inBlock: boolean;
  /** The RoPE that it belongs to is scaled. */
  readonly scaled: boolean;
}

/** Every finite share that the file states. */
export function sharesOf(facts: Facts): readonly Share[] {
  const keys = [...new Set(["partial_rotary_factor", facts.rules?.partial.key ?? "rotary_pct"])];
  const places = [
    ...keys.map((key) => ({
      pointer: facts.pointer(key),
      key,
      share: numberOf(facts.object[key]),
      inBlock: false,
      scaled: facts.blocks.some(isScaled),
    })),
    ...facts.blocks
      .filter((block) => isReadBlock(facts, block))
      .map((block) => ({
        pointer: memberPointer(block, "partial_rotary_factor"),
        key: "partial_rotary_factor",
        share: numberOf(block.value.partial_rotary_factor),
        inBlock: true,
        scaled: isScaled(block),
      })),
  ];
  return places.flatMap(({ share, ...place }) => (share === null ? [] : [{ ...place, share }]));
}

function isScaled(block: RopeBlock): boolean {
  const type = blockType(block);
  return type !== null && type !== "default" && type !== "proportional";
}

/** rotary_pct and its like count for the types that name them, at top level; a scaled RoPE reads partial_rotary_factor always. */
export function isShareRead({ rules }: Facts, { key, inBlock, scaled }: Share): boolean {
  const partial = rules?.partial;
  if (partial === undefined) return true;
  if (inBlock) return partial.block || (scaled && partial.default !== null);
  if (partial.key !== undefined) return key === partial.key;
  if (key !== "partial_rotary_factor") return true;
  return partial.topLevel || (scaled && partial.default !== null);
}
