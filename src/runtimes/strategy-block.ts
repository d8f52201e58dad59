/** In which form a strategy stands in the file that RoPE Lens writes. */
import type { StrategyId } from "../rope/spec.ts";

/** "none": nothing is written; "theta": another rope_theta and no block; else the stock type of the block. */
export type WrittenForm = "none" | "theta" | "linear" | "dynamic" | "yarn" | "llama3" | "longrope";

const FORMS: Readonly<Record<StrategyId, WrittenForm>> = {
  none: "none",
  linear: "linear",
  ntk: "theta",
  dynamic: "dynamic",
  yarn: "yarn",
  llama3: "llama3",
  longrope: "longrope",
  distributional: "longrope",
  resonant: "longrope",
};

export function writtenForm(strategy: StrategyId): WrittenForm {
  return FORMS[strategy];
}
