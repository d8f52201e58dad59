import type { RopeAdvice } from "../../advice/index.ts";
import { CannotDo, CannotRun } from "../exit.ts";
import type { FoundFile } from "./find-files.ts";

/**
 * The RoPE that a verb is about: that of the named layer type, else the only one that there is something to extend in, else the first.
 * @param layerType undefined: not named
 * @throws CannotDo when the model has no RoPE; CannotRun when the name fits none, or there is a choice to be made
 */
export function chooseRope(
  { name }: FoundFile,
  advised: readonly RopeAdvice[],
  layerType: string | undefined = undefined,
): RopeAdvice {
  const types = advised.map(({ entry }) => entry.layerType).filter((type) => type !== null);
  if (layerType !== undefined && advised.length > 0) {
    const named = advised.find(({ entry }) => entry.layerType === layerType);
    if (named !== undefined) return named;
    const known = types.length === 0 ? "one RoPE for all layers" : `the layer types ${types.join(", ")}`;
    throw new CannotRun(`${name} has no layer type ${layerType}: it has ${known}`);
  }
  const extendable = advised.filter(({ analysis }) => analysis.reason === null);
  if (extendable.length > 1) {
    throw new CannotRun(`${name} has more than one RoPE to extend: choose --layer-type ${types.join(" or ")}`);
  }
  const chosen = extendable[0] ?? advised[0];
  if (chosen === undefined) throw new CannotDo(`${name}: the model has no rotary position embedding`);
  return chosen;
}
