import { window } from "vscode";
import { CHOICES_REQUEST, type Choices, type ChoicesAnswer, type ChoicesParams } from "../../protocol/index.ts";
import type { Session } from "../session.ts";

/** What can be chosen for a file; null when there is nothing, of which the user has been told. */
export async function choicesOf(session: Session, params: ChoicesParams): Promise<Choices | null> {
  const client = await session.client();
  if (client === null) return null;
  const answer = await client.sendRequest<ChoicesAnswer>(CHOICES_REQUEST, params);
  if (answer.ok) return answer.choices;
  window.showInformationMessage(`RoPE Lens: ${answer.message}`);
  return null;
}
