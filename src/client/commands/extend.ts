import { l10n, type Uri } from "vscode";
import { insertStrategy } from "../insertion.ts";
import type { InsertionDiff } from "../insertion-diff.ts";
import type { Session } from "../session.ts";
import { askTokenizer } from "./ask-tokenizer.ts";
import { choicesOf } from "./choices-of.ts";
import { pickLength } from "./pick-length.ts";
import { pickStrategy } from "./pick-strategy.ts";

/**
 * Target length, then strategy with the change that each would make shown beside it, then the insertion as one undo step:
 * with the tokenizer's limit, where that would cut inputs and the user wants it.
 */
export async function extendCommand(session: Session, diff: InsertionDiff, file: Uri): Promise<void> {
  const uri = file.toString();
  const known = await choicesOf(session, { uri, rope: null, targetLength: null });
  if (known === null) return;
  const title = l10n.t("Extend {0} (pretrained {1}) to…", known.title, known.pretrainedLength);
  const length = await pickLength(title, known.pretrainedLength, { forget: false });
  if (typeof length !== "number") return;
  const choices = await choicesOf(session, { uri, rope: known.rope, targetLength: length });
  if (choices === null) return;
  const { rope, documentVersion } = choices;
  const params = { uri, rope, targetLength: length, documentVersion };
  const strategy = await pickStrategy(choices, (id) => diff.show({ ...params, strategy: id }));
  await diff.close();
  if (strategy === null) return;
  const withTokenizer = choices.tokenizerLimit === null ? false : await askTokenizer(choices.tokenizerLimit, length);
  if (withTokenizer !== null) await insertStrategy(session, { ...params, strategy }, { withTokenizer });
}
