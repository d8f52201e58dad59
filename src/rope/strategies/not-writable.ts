/** Why no config can state a strategy for a RoPE. */
import type { RopeSpec } from "../spec.ts";

/** Data, so that the layers above can say it in the reader's language. */
export type NotWritable =
  | { readonly kind: "no-block-is-read" }
  /** Lists of divisors have no entry for pairs that do not rotate. */
  | { readonly kind: "lists-lack-resting-pairs" }
  | { readonly kind: "block-drops-resting-pairs" }
  /** The model was trained with a linear block of this factor. */
  | { readonly kind: "block-replaces-trained-one"; readonly factor: number };

/** The reason in English. */
export function notWritableText(reason: NotWritable): string {
  switch (reason.kind) {
    case "no-block-is-read":
      return "Qwen's own code reads no scaling block";
    case "lists-lack-resting-pairs":
      return "a longrope block cannot state the pairs that do not rotate";
    case "block-drops-resting-pairs":
      return "a stock block of this type drops the pairs that do not rotate";
    case "block-replaces-trained-one":
      return `the model was trained with a linear block of factor ${reason.factor}, which a stock block would replace`;
  }
}

/** Of a strategy that any block can state. */
export function noBlockIsRead({ scaling }: RopeSpec): NotWritable | null {
  return scaling.type === "qwen-dynamic-ntk" ? { kind: "no-block-is-read" } : null;
}

/** Of the per-pair strategies. */
export function notInLists(spec: RopeSpec): NotWritable | null {
  return spec.scaling.type === "proportional" ? { kind: "lists-lack-resting-pairs" } : noBlockIsRead(spec);
}

/** Of yarn, llama3 and the like, which cannot be stated on top of a block that the model was trained with. */
export function notInStockBlock(spec: RopeSpec): NotWritable | null {
  const none = noBlockIsRead(spec);
  if (none !== null) return none;
  if (spec.scaling.type === "proportional") return { kind: "block-drops-resting-pairs" };
  return spec.trainedFactor === 1 ? null : { kind: "block-replaces-trained-one", factor: spec.trainedFactor };
}
