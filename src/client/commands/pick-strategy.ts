import { l10n, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { Choices, StrategyId } from "../../protocol/index.ts";
import { strategyItem } from "./strategy-item.ts";

interface StrategyItem extends QuickPickItem {
  readonly id: StrategyId | null;
}

/**
 * Asks for a strategy, ranked as the server ranks them.
 * @param onActive is told which one the keyboard is on, before any is chosen
 * @returns null when the user thought better of it
 */
export function pickStrategy(
  { title, pretrainedLength, targetLength, strategies, recommended }: Choices,
  onActive: (strategy: StrategyId) => void = () => {},
): Promise<StrategyId | null> {
  const pick = window.createQuickPick<StrategyItem>();
  pick.title = `${title}: ${pretrainedLength} → ${targetLength}`;
  pick.matchOnDescription = true;
  pick.placeholder =
    recommended === null ? l10n.t("Strategy to insert") : l10n.t("Strategy to insert; {0} disturbs least", recommended);
  const ranked = strategies.filter(({ inRunning }) => inRunning).map(strategyItem);
  const others = strategies.filter(({ inRunning }) => !inRunning).map(strategyItem);
  const divider: StrategyItem = { label: l10n.t("not in the running"), kind: QuickPickItemKind.Separator, id: null };
  pick.items = [...ranked, ...(others.length > 0 ? [divider, ...others] : [])];
  return new Promise((done) => {
    pick.onDidChangeActive(([item]) => {
      if (item !== undefined && item.id !== null) onActive(item.id);
    });
    pick.onDidAccept(() => {
      done(pick.activeItems[0]?.id ?? null);
      pick.hide();
    });
    pick.onDidHide(() => {
      done(null);
      pick.dispose();
    });
    pick.show();
  });
}
