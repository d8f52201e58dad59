import { type ConfigSnapshot, mainRope } from "../config/index.ts";

/**
 * Index of the RoPE that a place in the file is about: the one whose block holds it, else the first that can be extended,
 * else the first. null where the place is outside of the language model's part, or the model has no RoPE.
 */
export function ropeOfPointer({ model }: ConfigSnapshot, pointer: string): number | null {
  if (model === null) return null;
  if (!pointer.startsWith(model.path === "" ? "/" : `${model.path}/`)) return null;
  const inside = model.ropes.findIndex(
    ({ blockPointer }) => blockPointer !== null && (pointer === blockPointer || pointer.startsWith(`${blockPointer}/`)),
  );
  if (inside !== -1) return inside;
  const main = mainRope(model);
  return main === undefined ? null : model.ropes.indexOf(main);
}
