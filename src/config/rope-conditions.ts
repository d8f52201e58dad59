/** Types that rotate or not, by a key of the file. */
import type { JsonObject } from "./model.ts";
import { isWithoutRope, rotatesWithoutKeys } from "./model-types.ts";
import { numberOf } from "./numbers.ts";
import { hasRopeKey } from "./recognise.ts";

/** Whether the language model has a rotary embedding at all, whatever its values are. */
export function hasRope(config: JsonObject, modelType: string | null): boolean {
  switch (modelType) {
    case "falcon":
    case "RefinedWeb":
    case "RefinedWebModel":
      return config.alibi !== true;
    case "baichuan":
      // Baichuan 13B uses ALiBi: the same keys, a wider network.
      return numberOf(config.hidden_size) !== 5120 || hasRopeKey(config);
    case "esm":
      return config.position_embedding_type === "rotary" || config.position_embedding_type === undefined;
    case "clvp_encoder":
      return config.use_rotary_embedding !== false;
    case "granitemoehybrid":
      return config.position_embedding_type === "rope";
    case "zamba2":
      return config.use_mem_rope === true;
  }
  if (modelType === null) return hasRopeKey(config) || isParamsJson(config);
  if (isWithoutRope(modelType)) return false;
  return rotatesWithoutKeys(modelType) || hasRopeKey(config);
}

/** Meta's params.json: its models all rotate, and the first ones state nothing of it. */
function isParamsJson(config: JsonObject): boolean {
  return [config.dim, config.n_heads, config.n_layers, config.norm_eps].every((value) => numberOf(value) !== null);
}
