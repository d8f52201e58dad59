/** What a parameter must be. Data, so that the layers above can say it in the reader's language. */
export type ParameterRule =
  | { readonly kind: "finite" }
  | { readonly kind: "positive" }
  | { readonly kind: "even" }
  | { readonly kind: "whole"; readonly least: number }
  | { readonly kind: "finite-at-least"; readonly least: number }
  | { readonly kind: "at-least"; readonly least: number }
  /** With `above` the value `least` itself is too small. */
  | { readonly kind: "between"; readonly least: number; readonly above: boolean; readonly most: number }
  /** An index. */
  | { readonly kind: "below"; readonly limit: number }
  /** A list of one number a pair. */
  | { readonly kind: "pair-list"; readonly length: number }
  | { readonly kind: "pair-sum"; readonly sum: number }
  | { readonly kind: "list-at-least"; readonly length: number }
  /** The strategy has no such parameter. */
  | { readonly kind: "absent" };

/** The rule in English, to follow "must be". */
export function ruleText(rule: ParameterRule): string {
  switch (rule.kind) {
    case "finite":
      return "finite";
    case "positive":
      return "a finite number above 0";
    case "even":
      return "even";
    case "whole":
      return `a whole number of at least ${rule.least}`;
    case "finite-at-least":
      return `a finite number of at least ${rule.least}`;
    case "at-least":
      return `a number of at least ${rule.least}`;
    case "between":
      return `a number ${rule.above ? "above" : "of at least"} ${rule.least} and at most ${rule.most}`;
    case "below":
      return `below ${rule.limit}`;
    case "pair-list":
      return `a list of d/2 = ${rule.length} numbers`;
    case "pair-sum":
      return `a list that adds up to d/2 = ${rule.sum}`;
    case "list-at-least":
      return `of at least ${rule.length} numbers`;
    case "absent":
      return "left out: this strategy has no such parameter";
  }
}

/** A parameter outside its domain. Names the parameter, the value and the rule that it breaks. */
export class RopeParameterError extends RangeError {
  override readonly name = "RopeParameterError";
  readonly parameter: string;
  readonly value: unknown;
  readonly rule: ParameterRule;

  constructor(parameter: string, value: unknown, rule: ParameterRule) {
    super(`${parameter} is ${describe(value)}, but must be ${ruleText(rule)}`);
    this.parameter = parameter;
    this.value = value;
    this.rule = rule;
  }
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return String(value);
}

/** @throws RopeParameterError unless value is finite, or null: not given. */
export function requireFinite(parameter: string, value: number | null): void {
  if (value !== null && !Number.isFinite(value)) throw new RopeParameterError(parameter, value, { kind: "finite" });
}

/** @throws RopeParameterError unless value is finite and above 0. */
export function requirePositive(parameter: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) throw new RopeParameterError(parameter, value, { kind: "positive" });
}

/** @throws RopeParameterError unless value is at least `least`, which also Infinity is. */
export function requireAtLeast(parameter: string, value: number, least: number): void {
  if (!(value >= least)) throw new RopeParameterError(parameter, value, { kind: "at-least", least });
}

/** @throws RopeParameterError unless value is a whole number of at least `least` that a double holds exactly. */
export function requireWhole(parameter: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new RopeParameterError(parameter, value, { kind: "whole", least });
  }
}
