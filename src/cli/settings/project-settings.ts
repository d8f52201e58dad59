/** What a `rope-lens.config.json` says: the choices of a project, so that every run and every person gets the same answer. */
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import type { Use } from "../../rope/index.ts";
import { RULES, type RuleLevel } from "../../rules/index.ts";
import { parseRuntime } from "../../runtimes/index.ts";
import { CannotRun } from "../exit.ts";

/** Every key is optional; schemas/rope-lens.config.schema.json describes them. */
export interface ProjectSettings {
  readonly use?: Use | undefined;
  readonly runtimes?: readonly string[] | undefined;
  readonly bins?: number | undefined;
  /** By code: another severity, or "off". */
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  /** Path of the baseline, from the folder of the file. */
  readonly baseline?: string | undefined;
}

const LEVELS: readonly RuleLevel[] = ["off", "info", "warning", "error"];

/** @throws CannotRun that names the key, what it is, and what it should be */
export function parseProjectSettings(text: string, name: string): ProjectSettings {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) throw new CannotRun(`${name} does not parse: ${printParseErrorCode(error.error)}`);
  if (!isRecord(value)) throw new CannotRun(`${name} must hold an object`);
  const readers: Readonly<Record<string, (given: unknown) => string | null>> = {
    $schema: () => null,
    use: (given) => (given === "as-is" || given === "fine-tuned" ? null : 'must be "as-is" or "fine-tuned"'),
    runtimes: (given) => (isList(given) ? wrongRuntime(given) : "must be a list of frameworks"),
    bins: (given) => (isWhole(given) && given >= 2 ? null : "must be a whole number of at least 2"),
    rules: (given) => (isRecord(given) ? wrongRule(given) : "must be an object of rules"),
    baseline: (given) => (typeof given === "string" && given !== "" ? null : "must be the path of a file"),
  };
  for (const [key, given] of Object.entries(value)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    const fault = reader === undefined ? `is unknown; the keys are ${Object.keys(readers).join(", ")}` : reader(given);
    if (fault !== null) throw new CannotRun(`${name}: ${JSON.stringify(key)} ${fault}`);
  }
  return {
    use: value.use === "as-is" || value.use === "fine-tuned" ? value.use : undefined,
    runtimes: isList(value.runtimes) ? value.runtimes.map(String) : undefined,
    bins: isWhole(value.bins) ? value.bins : undefined,
    rules: isRecord(value.rules) ? rulesOf(value.rules) : undefined,
    baseline: typeof value.baseline === "string" ? value.baseline : undefined,
  };
}

function wrongRuntime(given: readonly unknown[]): string | null {
  const wrong = given.find((runtime) => typeof runtime !== "string" || parseRuntime(runtime) === null);
  return wrong === undefined ? null : `has no framework ${JSON.stringify(wrong)}`;
}

function wrongRule(given: Readonly<Record<string, unknown>>): string | null {
  for (const [code, level] of Object.entries(given)) {
    if (!RULES.some((rule) => rule.code === code)) return `has no rule ${JSON.stringify(code)}`;
    if (!isLevel(level)) return `must set ${JSON.stringify(code)} to ${LEVELS.join(", ")}`;
  }
  return null;
}

function rulesOf(given: Readonly<Record<string, unknown>>): Record<string, RuleLevel> {
  const rules: Record<string, RuleLevel> = {};
  for (const [code, level] of Object.entries(given)) if (isLevel(level)) rules[code] = level;
  return rules;
}

function isLevel(value: unknown): value is RuleLevel {
  return LEVELS.some((level) => level === value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
