/** How loud the user wants a rule to be. */
import { isRecord } from "../config/is-record.ts";
import { RULES } from "./registry.ts";

export const RULE_LEVELS = ["off", "info", "warning", "error"] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** By code ("rope/unused-key") or by group ("rope/*"). */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

export function isRuleLevel(value: unknown): value is RuleLevel {
  return RULE_LEVELS.some((level) => level === value);
}

/** The levels in a value of any kind; what is none counts as not set. */
export function ruleLevelsOf(value: unknown): RuleLevels {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, RuleLevel] => isRuleLevel(entry[1])));
}

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
