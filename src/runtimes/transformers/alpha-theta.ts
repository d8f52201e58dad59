/** HunYuan's dynamic type: theta * alpha^(d/(d-2)) instead of a factor (modeling_hunyuan_v1_dense.py). */
import { typeError } from "../python/raised.ts";
import { float, numeric, type PyDict, type PyValue, truthy } from "../python/value.ts";

/** Model types whose rotary module reads `alpha` under the type dynamic. */
const BY_ALPHA = new Set(["hunyuan_v1_dense", "hunyuan_v1_moe", "hunyuan_vl_text"]);

export function readsAlpha(modelType: string, type: PyValue | undefined): boolean {
  return BY_ALPHA.has(modelType) && type === "dynamic";
}

/** Whether a block's alpha stretches theta in transformers 5, where one that is missing or 0 leaves the type as it is. */
export function hasAlpha(modelType: string, block: PyDict): boolean {
  return readsAlpha(modelType, block.get("rope_type")) && truthy(block.get("alpha"));
}

/** @param dim the size of a head, null where the file has none */
export function stretchedByAlpha(theta: PyValue | undefined, alpha: PyValue | undefined, dim: number | null): PyValue {
  if (dim === null) throw typeError("unsupported operand type(s) for -: 'NoneType' and 'int'");
  return float((numeric(theta) ?? Number.NaN) * (numeric(alpha) ?? Number.NaN) ** (dim / (dim - 2)));
}
