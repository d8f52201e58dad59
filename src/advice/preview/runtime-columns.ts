/** What every framework does with every strategy of a ranking, as the columns of a table. */
import type { ModelConfig } from "../../config/model.ts";
import type { RuntimeSupport } from "../../protocol/preview.ts";
import type { StrategyId } from "../../rope/spec.ts";
import { chooseRelease, RUNTIMES, type RuntimeChoice, supportOf } from "../../runtimes/index.ts";

/** @param chosen runtimes with a release of their own; the others stand at their newest known one */
export function runtimeColumns(
  model: ModelConfig,
  ids: readonly StrategyId[],
  chosen: readonly RuntimeChoice[],
): Record<string, RuntimeSupport[]> {
  const columns: Record<string, RuntimeSupport[]> = {};
  for (const id of ids) {
    columns[id] = RUNTIMES.map(({ name, title, short }) => {
      const choice = chosen.find((candidate) => candidate.name === name) ?? chooseRelease(name);
      const { state, note } = supportOf(id, model, choice);
      return { runtime: name, title, short, state, note };
    });
  }
  return columns;
}
