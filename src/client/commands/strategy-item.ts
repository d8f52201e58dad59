import type { QuickPickItem } from "vscode";
import type { StrategyChoice } from "../../protocol/index.ts";

/** A strategy in a quick pick. */
export function strategyItem({
  id,
  title,
  description,
  detail,
}: StrategyChoice): QuickPickItem & Pick<StrategyChoice, "id"> {
  return { id, label: title, description, detail };
}
