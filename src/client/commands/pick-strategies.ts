import { window } from "vscode";
import type { Choices, StrategyId } from "../../protocol/index.ts";
import { strategyItem } from "./strategy-item.ts";

/** Asks for some strategies, those in the running already ticked. @returns null when none was chosen */
export async function pickStrategies(
  heading: string,
  { title, pretrainedLength, targetLength, strategies }: Choices,
): Promise<StrategyId[] | null> {
  const items = strategies.map((choice) => ({ ...strategyItem(choice), picked: choice.inRunning }));
  const picked = await window.showQuickPick(items, {
    title: `${title}: ${pretrainedLength} → ${targetLength}`,
    placeHolder: heading,
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked === undefined || picked.length === 0 ? null : picked.map(({ id }) => id);
}
