/** "Copy launch flags": for each framework the command that gives the chosen scaling without editing the file, or why there is none. */
import type { ConfigSnapshot } from "../../config/model.ts";
import type { LaunchFlags } from "../../protocol/preview.ts";
import type { StrategyId } from "../../rope/spec.ts";
import { chooseRelease, RUNTIMES, type RuntimeChoice } from "../../runtimes/index.ts";
import type { RopeAdvice } from "../advise.ts";
import { launchFlagsFor } from "../launch-flags-for.ts";

/**
 * @param file path of the config in its workspace
 * @param chosen runtimes with a release of their own; the others stand at their newest known one
 */
export function launchCommands(
  snapshot: ConfigSnapshot,
  advice: RopeAdvice,
  id: StrategyId,
  file: string,
  chosen: readonly RuntimeChoice[],
): LaunchFlags[] {
  const choices = RUNTIMES.map(({ name }) => chosen.find((choice) => choice.name === name) ?? chooseRelease(name));
  const answers = launchFlagsFor(snapshot, advice, id, choices, folderOf(file));
  return RUNTIMES.flatMap(({ name, title }, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ runtime: name, title, command: answer.command, reason: answer.reason }];
  });
}

/** The folder that a path leads to, from where the path starts; "." where it is a name alone. */
function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end === -1 ? "." : path.slice(0, end) || "/";
}
