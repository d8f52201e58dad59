import { l10n, type Uri } from "vscode";
import type { FileChoicesStore } from "../file-choices.ts";
import type { Session } from "../session.ts";
import { choicesOf } from "./choices-of.ts";
import { pickLength } from "./pick-length.ts";

/** Asks for the target length that the strategies of a file are compared at. The file stays as it is. */
export async function targetLengthCommand(session: Session, choices: FileChoicesStore, file: Uri): Promise<void> {
  const known = await choicesOf(session, { uri: file.toString(), rope: null, targetLength: null });
  if (known === null) return;
  const title = l10n.t("Target length of {0} (pretrained {1})", known.title, known.pretrainedLength);
  const length = await pickLength(title, known.pretrainedLength, { forget: true });
  if (length !== null) await choices.set(file, { targetLength: length === "file" ? null : length });
}
