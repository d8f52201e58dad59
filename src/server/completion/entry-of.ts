import { applyEdits, type ConfigSnapshot, nodeAt, type RopeEntry, readConfig } from "../../config/index.ts";
import { ropeOfPointer } from "../rope-of-pointer.ts";

/**
 * The RoPE that a place is about. While a block is being written no RoPE can be read from it: then the one that the file
 * has without the block, whose lengths and base the block will need. undefined: the model has no RoPE.
 */
export function entryOf(snapshot: ConfigSnapshot, pointer: string): RopeEntry | undefined {
  const rope = ropeOfPointer(snapshot, pointer);
  if (rope !== null) return snapshot.model?.ropes[rope];
  const { model } = snapshot;
  if (model === null || !model.hasRope) return undefined;
  for (const key of ["rope_scaling", "rope_parameters"]) {
    const block = nodeAt(snapshot, `${model.path}/${key}`);
    if (block === undefined) continue;
    const { offset, length } = block;
    const without = readConfig(applyEdits(snapshot.text, [{ offset, length, newText: "null" }]));
    const known = ropeOfPointer(without, pointer);
    if (known !== null) return without.model?.ropes[known];
  }
  return undefined;
}
