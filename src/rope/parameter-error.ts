/** A parameter outside its domain. Names the parameter, the value and the rule that it breaks. */
export class RopeParameterError extends RangeError {
  override readonly name = "RopeParameterError";
  readonly parameter: string;
  readonly value: unknown;
  readonly rule: string;

  constructor(parameter: string, value: unknown, rule: string) {
    super(`${parameter} is ${describe(value)}, but must be ${rule}`);
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

/** @throws RopeParameterError unless value is finite and above 0. */
export function requirePositive(parameter: string, value: number): void {
  if (!(typeof value === "number" && Number.isFinite(value) && value > 0)) {
    throw new RopeParameterError(parameter, value, "a finite number above 0");
  }
}

/** @throws RopeParameterError unless value is a whole number of at least `least` that a double holds exactly. */
export function requireWhole(parameter: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new RopeParameterError(parameter, value, `a whole number of at least ${least}`);
  }
}
