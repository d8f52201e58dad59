/** What the attention layers of vLLM and SGLang make of the heads. */
import { Raised } from "../python/raised.ts";
import { numeric, truthy } from "../python/value.ts";
import type { Attributes } from "../transformers/attributes.ts";
import type { ServedModel } from "./models.ts";

/** Heads are shared out over devices, one here: `tp_size % num_key_value_heads` where they are fewer. */
export function checkSharedHeads(attributes: Attributes, { kind }: ServedModel): void {
  if (kind === "deepseek" || attributes.family.kvHeads === undefined) return;
  if (numeric(attributes.get("num_key_value_heads")) !== 0) return;
  throw new Raised("ZeroDivisionError", "integer modulo by zero");
}

/** The size of a head, or of the part of a latent head that rotates; what counts as false stands for an absent key. */
export function headSizeOf(attributes: Attributes, { kind }: ServedModel): number {
  const latent = kind === "deepseek" || attributes.family.qkRope !== undefined;
  const given = latent ? attributes.get("qk_rope_head_dim") : attributes.get("head_dim");
  return numeric(truthy(given) ? given : attributes.shapeHead()) ?? 0;
}
