/** vLLM's patch_rope_parameters: older spellings of a block become the present ones before anything reads it. */
import { log } from "../python/arithmetic.ts";
import { assertionError, keyError, valueError } from "../python/raised.ts";
import { float, isDict, type PyDict, str } from "../python/value.ts";
import { atLeast } from "../release.ts";
import { type LoadedConfig, standardiseAgain } from "../serving/load.ts";
import { nestedKeys } from "../transformers/parameters-v5.ts";

/** Older spellings of types become the present ones; conflicts and blocks without a type raise. */
export function patchLegacyTypes(config: LoadedConfig, release: string): LoadedConfig {
  const { block, labels, v5 } = config;
  if (!isDict(block)) return config;
  const nested = v5 ? nestedKeys(block, labels) : [];
  if (nested.length === 0) {
    if (v5 && block.size === 0) return config;
    const patched = { ...config, block: patchBlock(block, v5) };
    if (v5) standardiseAgain(patched);
    return patched;
  }
  for (const key of nested) {
    const inner = block.get(key);
    if (block instanceof Map && isDict(inner)) block.set(key, patchBlock(inner, v5));
  }
  if (atLeast(release, "0.13.0")) standardiseAgain(config);
  return config;
}

function patchBlock(block: PyDict, v5: boolean): PyDict {
  const [type, legacy] = [block.get("rope_type"), block.get("type")];
  const synonyms = (legacy === "su" && type === "longrope") || (legacy === "mrope" && type === "default");
  if (type !== undefined && legacy !== undefined && type !== legacy && !(v5 && synonyms)) {
    throw valueError(
      `Found conflicts between 'rope_type=${str(type)}' (modern field) and 'type=${str(legacy)}' (legacy field). You should only specify one of them.`,
    );
  }
  const named = type === undefined ? legacy : type;
  if (named === undefined) {
    if (v5) return block;
    throw valueError("rope_scaling should have a 'rope_type' key");
  }
  if (named === "su") return new Map(block).set("rope_type", "longrope");
  if (named === "mrope") {
    if (!block.has("mrope_section")) {
      if (v5) throw valueError("Legacy rope_type 'mrope' requires 'mrope_section' in rope_parameters");
      throw assertionError();
    }
    return new Map(block).set("rope_type", "default");
  }
  if (named === "telechat3-yarn" && v5) {
    const factor = block.get("factor");
    if (factor === undefined) throw keyError("factor");
    return new Map(block).set("rope_type", "yarn").set("attention_factor", float(0.07 * log(factor) + 1));
  }
  return new Map(block).set("rope_type", named);
}
