/** How loud the user wants a rule to be. */
import { RULES } from "./registry.ts";

export const RULE_LEVELS = ["off", "info", "warning", "error"] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** By code ("rope/unused-key") or by group ("rope/*"). */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

/** The level of a rule: by its code, else by its group; undefined where neither is named. */
export function levelOf(code: string, levels: RuleLevels): RuleLevel | undefined {
  return levels[code] ?? levels[groupOf(code)];
}

/** Every name that a level can be given to: the groups, then the codes, each in the order of the alphabet. */
export function ruleNames(): string[] {
  const codes = RULES.map(({ code }) => code);
  return [...new Set([...codes.map(groupOf).sort(), ...codes.sort()])];
}

/** "rope/unused-key" is in "rope/*". */
function groupOf(code: string): string {
  return `${code.slice(0, code.indexOf("/"))}/*`;
}
