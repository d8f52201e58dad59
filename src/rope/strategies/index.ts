/** The registry: a strategy is its file and its row here. */
import type { StrategyId } from "../spec.ts";
import { distributional } from "./distributional.ts";
import { dynamic } from "./dynamic.ts";
import { linear } from "./linear.ts";
import { llama3 } from "./llama3.ts";
import { longrope } from "./longrope.ts";
import { none } from "./none.ts";
import { ntk } from "./ntk.ts";
import { resonant } from "./resonant.ts";
import type { Strategy } from "./strategy.ts";
import { yarn } from "./yarn.ts";

export const STRATEGIES: Readonly<Record<StrategyId, Strategy>> = {
  none,
  linear,
  ntk,
  dynamic,
  yarn,
  llama3,
  longrope,
  distributional,
  resonant,
};

export function isStrategyId(value: string): value is StrategyId {
  return Object.hasOwn(STRATEGIES, value);
}
