import { l10n, type Uri, window, workspace } from "vscode";
import { MEASUREMENT_REQUEST, type MeasurementAnswer, type MeasurementParams } from "../../protocol/index.ts";
import type { Session } from "../session.ts";
import { choicesOf } from "./choices-of.ts";
import type { InsertArguments } from "./insert-arguments.ts";
import { pickLength } from "./pick-length.ts";
import { pickStrategies } from "./pick-strategies.ts";

/**
 * "Measure on my model": opens a Python script, not yet saved, that measures the checkpoint beside the file with each
 * strategy that is ticked. The target length is asked for where the file and the settings leave nothing to extend.
 */
export async function measureCommand(session: Session, file: Uri, given: InsertArguments): Promise<void> {
  const uri = file.toString();
  const known = await choicesOf(session, { uri, rope: given.rope, targetLength: given.targetLength });
  if (known === null) return;
  let choices = known;
  if (known.nothing !== null) {
    const title = l10n.t("Measure {0} (pretrained {1}) at…", known.title, known.pretrainedLength);
    const length = await pickLength(title, known.pretrainedLength, { forget: false });
    if (typeof length !== "number") return;
    const longer = await choicesOf(session, { uri, rope: known.rope, targetLength: length });
    if (longer === null) return;
    choices = longer;
  }
  if (choices.nothing !== null) return tell(choices.nothing);
  const strategies = await pickStrategies(l10n.t("Strategies to measure"), choices);
  if (strategies === null) return;
  const { rope, targetLength } = choices;
  const params: MeasurementParams = { uri, rope, targetLength, strategies };
  const client = await session.client();
  const answer = await client?.sendRequest<MeasurementAnswer>(MEASUREMENT_REQUEST, params);
  if (answer === undefined) return;
  if (!answer.ok) return tell(answer.message);
  const document = await workspace.openTextDocument({ language: "python", content: answer.script });
  await window.showTextDocument(document);
}

function tell(message: string): void {
  window.showInformationMessage(`RoPE Lens: ${message}`);
}
