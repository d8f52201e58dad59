/** One attention layer's first forward: the shapes that do not fit. */
import { Raised } from "../python/raised.ts";
import { numeric, type PyValue } from "../python/value.ts";
import type { Attributes } from "./attributes.ts";

/** How wide the rotation is that meets the layer, and how it was made. */
export interface AttentionInput {
  /** Frequency pairs of the rotation. */
  readonly pairs: number;
  /** The rotation was made by a scaling type, not by the plain one. */
  readonly scaled: boolean;
  /** partial_rotary_factor as the layer knows it; undefined where nothing names one. */
  readonly share: PyValue | undefined;
  /** What the layer does to its queries after they are rotated. */
  readonly scale?: () => void;
}

/** Raises RuntimeError where the real layer would. */
export function checkAttention(attributes: Attributes, input: AttentionInput): void {
  const { family } = attributes;
  if (family.attention === "unmeasured") return;
  checkRotation(attributes, input);
  input.scale?.();
  checkKeyValueHeads(attributes);
}

function checkRotation(attributes: Attributes, { pairs, scaled, share }: AttentionInput): void {
  const { family } = attributes;
  const head = family.headUse === "attribute" ? numeric(attributes.get("head_dim")) : null;
  const latent = family.qkRope === undefined ? null : numeric(attributes.get("qk_rope_head_dim"));
  const size = latent ?? head ?? numeric(attributes.shapeHead());
  if (size === null) return;
  const width = 2 * pairs;
  const use = scaled ? (family.partialScaled ?? family.partialUse) : family.partialUse;
  const part = share === undefined ? 1 : (numeric(share) ?? 1);
  const expected =
    use === "part" ? Math.min(size, Math.trunc(size * part)) : use === "width" ? Math.min(size, width) : size;
  // A size of one goes with every width.
  if (width === expected || width === 1 || expected === 1) return;
  throw new Raised(
    "RuntimeError",
    `Attempting to broadcast a dimension of length ${width} at -1! The rotated part of a head has ${expected} entries`,
  );
}

function checkKeyValueHeads(attributes: Attributes): void {
  if (attributes.family.kvFails !== true) return;
  const [heads, groups] = [
    numeric(attributes.get("num_attention_heads")),
    numeric(attributes.get("num_key_value_heads")),
  ];
  if (heads === null || groups === null) return;
  if (groups === 0) throw new Raised("ZeroDivisionError", "integer division or modulo by zero");
  // Latent attention makes a key for every head, and repeats them all the same.
  const repeated = attributes.family.qkRope === undefined ? heads % groups === 0 : Math.floor(heads / groups) === 1;
  if (repeated) return;
  throw new Raised(
    "RuntimeError",
    `The size of tensor a (${heads}) must match the size of tensor b (${groups * Math.floor(heads / groups)}) at non-singleton dimension 1`,
  );
}
