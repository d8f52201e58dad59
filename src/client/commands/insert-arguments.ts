import type { StrategyId } from "../../protocol/index.ts";

/** What a lens has chosen already; what is missing is asked for. */
export interface InsertArguments {
  readonly rope: number | null;
  readonly strategy: StrategyId | null;
  readonly targetLength: number | null;
  readonly documentVersion: number | null;
}

/** Reads the second argument of the insert command. From a menu VS Code passes other things there: nothing is chosen then. */
export function insertArguments(value: unknown): InsertArguments {
  const given: Readonly<Record<string, unknown>> = typeof value === "object" && value !== null ? { ...value } : {};
  return {
    rope: numberOf(given.rope),
    strategy: isStrategy(given.strategy) ? given.strategy : null,
    targetLength: numberOf(given.targetLength),
    documentVersion: numberOf(given.documentVersion),
  };
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** The server knows the strategies and refuses one that it does not. */
function isStrategy(value: unknown): value is StrategyId {
  return typeof value === "string";
}
