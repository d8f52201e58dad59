/** Diagnostics of a model config: the facade of this layer. */

export { type DiagnoseOptions, diagnose, type RuleLevel } from "./diagnose.ts";
export type { Diagnostic, Fix, Severity } from "./diagnostic.ts";
export { helpUri } from "./help-uri.ts";
export { RULES } from "./registry.ts";
export type { Rule, Siblings } from "./rule.ts";
