import { type Uri, window } from "vscode";
import { insertStrategy } from "../insertion.ts";
import type { Session } from "../session.ts";
import { choicesOf } from "./choices-of.ts";
import type { InsertArguments } from "./insert-arguments.ts";
import { pickStrategy } from "./pick-strategy.ts";

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
