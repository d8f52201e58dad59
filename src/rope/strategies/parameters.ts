/** The parameters of a strategy that a person may set by hand, under the names that a config gives them. */
import { type ParameterRule, RopeParameterError } from "../parameter-error.ts";

export const PARAMETER_IDS = [
  "factor",
  "beta_fast",
  "beta_slow",
  "low_freq_factor",
  "high_freq_factor",
  "rope_theta",
  "attention_factor",
] as const;
export type ParameterId = (typeof PARAMETER_IDS)[number];

/** Values that stand in the place of those that a strategy computes. */
export type ParameterValues = Readonly<Partial<Record<ParameterId, number>>>;

/** Nobody writes larger factors, and the arithmetic stays far from its ends. */
export const LARGEST = 1e6;
export const LARGEST_THETA = 1e15;

export interface ParameterDomain {
  /** The smallest value; with `above` the value itself is outside. */
  readonly least: number;
  readonly above?: boolean;
  readonly most: number;
}

export interface StrategyParameter {
  readonly id: ParameterId;
  /** In force: set by hand, or computed. */
  readonly value: number;
  /** What the strategy computes by itself. */
  readonly computed: number;
  readonly domain: ParameterDomain;
}

export function parameter(
  id: ParameterId,
  computed: number,
  changes: ParameterValues | undefined,
  domain: ParameterDomain,
): StrategyParameter {
  return { id, value: changes?.[id] ?? computed, computed, domain };
}

function isInDomain(value: number, { least, above = false, most }: ParameterDomain): boolean {
  return Number.isFinite(value) && (above ? value > least : value >= least) && value <= most;
}

/** What a value must be to lie in the domain. */
export function domainRule({ least, above = false, most }: ParameterDomain): ParameterRule {
  return { kind: "between", least, above, most };
}

/**
 * The first value that its strategy does not take: it has no such parameter, or the value is outside its domain.
 * @param parameters of the strategy, with `values` in force; the domain of one may depend on the value of another
 */
export function unsoundValue(
  parameters: readonly StrategyParameter[],
  values: ParameterValues,
): RopeParameterError | null {
  for (const id of PARAMETER_IDS) {
    const value = values[id];
    if (value === undefined) continue;
    const own = parameters.find((candidate) => candidate.id === id);
    if (own === undefined) return new RopeParameterError(id, value, { kind: "absent" });
    if (!isInDomain(value, own.domain)) return new RopeParameterError(id, value, domainRule(own.domain));
  }
  return null;
}
