/** Launch arguments that give the chosen scaling without editing the file. */
import type { ConfigSnapshot } from "../../config/model.ts";
import type { LaunchFlags } from "../../protocol/preview.ts";
import type { StrategyId } from "../../rope/spec.ts";
import type { RopeAdvice } from "../advise.ts";

export function launchCommands(_snapshot: ConfigSnapshot, _advice: RopeAdvice, _id: StrategyId): LaunchFlags[] {
  return [];
}
