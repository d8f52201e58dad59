/** What a `rope-lens.config.json` says: the choices of a project, so that every run and every person gets the same answer. */

import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { isRecord } from "../config/is-record.ts";
import type { Use } from "../rope/index.ts";
import { isRuleLevel, RULE_LEVELS, type RuleLevels, ruleLevelsOf, ruleNames } from "../rules/index.ts";
import { parseRuntime } from "../runtimes/index.ts";
import { type PretrainedLengths, pretrainedLengthsOf, wrongPretrainedLengths } from "./pretrained-lengths.ts";

export const SETTINGS_NAME = "rope-lens.config.json";

/** Every key is optional; schemas/rope-lens.config.schema.json describes them. */
export interface ProjectSettings {
  readonly use?: Use | undefined;
  readonly runtimes?: readonly string[] | undefined;
  readonly bins?: number | undefined;
  /** By code or group: another severity, or "off". */
  readonly rules?: RuleLevels | undefined;
  /** What the models were pretrained on, tokens; globs start from the folder of the file. */
  readonly pretrainedLength?: PretrainedLengths | undefined;
  /** Path of the baseline, from the folder of the file, which it lies in or below. */
  readonly baseline?: string | undefined;
}

export type ParsedSettings =
  | { readonly settings: ProjectSettings }
  /** Names the key, says what it is, and what it should be: "\"bin\" is unknown; …". */
  | { readonly fault: string };

export function parseProjectSettings(text: string): ParsedSettings {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) return { fault: `the file does not parse: ${printParseErrorCode(error.error)}` };
  if (!isRecord(value)) return { fault: "the file must hold an object" };
  const readers: Readonly<Record<string, (given: unknown) => string | null>> = {
    $schema: () => null,
    use: (given) => (given === "as-is" || given === "fine-tuned" ? null : 'must be "as-is" or "fine-tuned"'),
    runtimes: (given) => (isList(given) ? wrongRuntime(given) : "must be a list of frameworks"),
    bins: (given) => (isWhole(given) && given >= 2 ? null : "must be a whole number of at least 2"),
    rules: (given) => (isRecord(given) ? wrongRule(given) : "must be an object of rules"),
    pretrainedLength: wrongPretrainedLengths,
    baseline: (given) => (isPathBelow(given) ? null : "must be the path of a file in this folder or below it"),
  };
  for (const [key, given] of Object.entries(value)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    const fault = reader === undefined ? `is unknown; the keys are ${Object.keys(readers).join(", ")}` : reader(given);
    if (fault !== null) return { fault: `${JSON.stringify(key)} ${fault}` };
  }
  return {
    settings: {
      use: value.use === "as-is" || value.use === "fine-tuned" ? value.use : undefined,
      runtimes: isList(value.runtimes) ? value.runtimes.map(String) : undefined,
      bins: isWhole(value.bins) ? value.bins : undefined,
      rules: value.rules === undefined ? undefined : ruleLevelsOf(value.rules),
      pretrainedLength: pretrainedLengthsOf(value.pretrainedLength),
      baseline: typeof value.baseline === "string" ? value.baseline : undefined,
    },
  };
}

function wrongRuntime(given: readonly unknown[]): string | null {
  const wrong = given.find((runtime) => typeof runtime !== "string" || parseRuntime(runtime) === null);
  return wrong === undefined ? null : `has no framework ${JSON.stringify(wrong)}`;
}

function wrongRule(given: Readonly<Record<string, unknown>>): string | null {
  const names = new Set(ruleNames());
  for (const [name, level] of Object.entries(given)) {
    if (!names.has(name)) return `has no rule ${JSON.stringify(name)}`;
    if (!isRuleLevel(level)) return `must set ${JSON.stringify(name)} to ${RULE_LEVELS.join(", ")}`;
  }
  return null;
}

/** A project names nothing outside of itself, on any system. */
function isPathBelow(value: unknown): boolean {
  if (typeof value !== "string" || value === "" || /^([/\\]|[A-Za-z]:)/.test(value)) return false;
  return !value.split(/[/\\]/).includes("..");
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
