/** Diagnostics of a model config: the facade of this layer. */

export { type DiagnoseOptions, diagnose } from "./diagnose.ts";
export type { Diagnostic, Severity } from "./diagnostic.ts";
export { convertDialect } from "./dialect.ts";
export { fixAll, preferredFix } from "./fix-all.ts";
export { helpUri } from "./help-uri.ts";
export {
  BLOCK_TYPES,
  type BlockType,
  blockKeysOf,
  blockTypeDocumentation,
  isBlockType,
  keyDocumentation,
  knownKeys,
} from "./key-documentation.ts";
export { isRuleLevel, levelOf, RULE_LEVELS, type RuleLevels, ruleLevelsOf, ruleNames } from "./levels.ts";
export { RULES } from "./registry.ts";
export { SIBLING_NAMES, type Siblings } from "./siblings.ts";
