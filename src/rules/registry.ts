/** Every rule. Structural ones first; within a stage the order of the groups. */
import { unscaledExtension } from "./length/unscaled-extension.ts";
import type { Rule } from "./rule.ts";

export const RULES: readonly Rule[] = [unscaledExtension];
