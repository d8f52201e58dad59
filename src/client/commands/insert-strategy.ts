import { l10n, QuickPickItemKind, type Uri, window } from "vscode";
import {
  CHOICES_REQUEST,
  type Choices,
  type ChoicesAnswer,
  type ChoicesParams,
  type StrategyChoice,
} from "../../protocol/index.ts";
import { insertStrategy } from "../insertion.ts";
import type { Session } from "../session.ts";
import type { InsertArguments } from "./insert-arguments.ts";

/** Asks which strategy (unless it is given), and writes it into the file as one undo step. */
export async function insertCommand(session: Session, file: Uri, given: InsertArguments): Promise<void> {
  const uri = file.toString();
  if (given.strategy !== null) {
    await insertStrategy(session, { uri, ...given, rope: given.rope ?? 0, strategy: given.strategy });
    return;
  }
  const choices = await choicesOf(session, { uri, rope: given.rope, targetLength: given.targetLength });
  if (choices === null) return;
  if (choices.nothing !== null) {
    window.showInformationMessage(`RoPE Lens: ${choices.nothing}`);
    return;
  }
  const strategy = await pickStrategy(choices);
  if (strategy === null) return;
  const { rope, targetLength, documentVersion } = choices;
  await insertStrategy(session, { uri, rope, strategy, targetLength, documentVersion });
}

/** What can be chosen; null when there is nothing, of which the user has been told. */
export async function choicesOf(session: Session, params: ChoicesParams): Promise<Choices | null> {
  const client = await session.client();
  if (client === null) return null;
  const answer = await client.sendRequest<ChoicesAnswer>(CHOICES_REQUEST, params);
  if (answer.ok) return answer.choices;
  window.showInformationMessage(`RoPE Lens: ${answer.message}`);
  return null;
}

async function pickStrategy({ title, strategies, recommended }: Choices): Promise<StrategyChoice["id"] | null> {
  const itemOf = ({ id, title: label, description, detail }: StrategyChoice) => ({ id, label, description, detail });
  const ranked = strategies.filter(({ inRunning }) => inRunning);
  const others = strategies.filter(({ inRunning }) => !inRunning);
  const divider = { label: l10n.t("not in the running"), kind: QuickPickItemKind.Separator, id: null };
  const items = [...ranked.map(itemOf), ...(others.length > 0 ? [divider, ...others.map(itemOf)] : [])];
  const placeHolder =
    recommended === null ? l10n.t("Strategy to insert") : l10n.t("Strategy to insert; {0} disturbs least", recommended);
  const picked = await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return picked?.id ?? null;
}
