import type { ConfigSnapshot } from "../../config/model.ts";
import type { RuleContext } from "../rule.ts";
import { windowPointer } from "./lengths.ts";

/** The window of the file and where it stands, where it is above the pretrained one; null elsewhere. Lengths in tokens. */
export function extendedWindow(
  snapshot: ConfigSnapshot,
  { facts }: RuleContext,
): { readonly pointer: string; readonly window: number; readonly trained: number } | null {
  const pointer = windowPointer(facts);
  const ropes = snapshot.model?.ropes ?? [];
  if (pointer === null || ropes.length === 0) return null;
  const window = Math.max(...ropes.map((rope) => rope.spec.maxPositionEmbeddings));
  const trained = Math.min(...ropes.map((rope) => rope.spec.pretrainedLength));
  return trained < window ? { pointer, window, trained } : null;
}
