import { type ConfigSnapshot, childPointer, keySpanOf, LENGTH_KEYS, type Span } from "../config/index.ts";

/** Where a RoPE is spoken of in the text: its block, else its base, else the window, else the first line. */
export function ropeAnchor(snapshot: ConfigSnapshot, rope: number): Span {
  const path = snapshot.model?.path ?? "";
  const block = snapshot.model?.ropes[rope]?.blockPointer ?? null;
  const keys = ["rope_parameters", "rope_scaling", "rope_theta", ...LENGTH_KEYS, "model_type"];
  const pointers = [...(block === null ? [] : [block]), ...keys.map((key) => childPointer(path, key))];
  for (const pointer of pointers) {
    const span = keySpanOf(snapshot, pointer);
    if (span !== null) return span;
  }
  return { offset: 0, length: 0 };
}
