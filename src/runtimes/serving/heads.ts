/** What the attention layers of vLLM and SGLang need of the number of key-value heads. */
import { Raised } from "../python/raised.ts";
import { numeric } from "../python/value.ts";
import type { Attributes } from "../transformers/attributes.ts";
import type { ServedModel } from "./models.ts";

/** Heads are shared out over devices, one here: `tp_size % num_key_value_heads` where they are fewer. */
export function checkSharedHeads(attributes: Attributes, { kind }: ServedModel): void {
  if (kind === "deepseek" || attributes.family.kvHeads === undefined) return;
  if (numeric(attributes.get("num_key_value_heads")) !== 0) return;
  throw new Raised("ZeroDivisionError", "integer modulo by zero");
}
