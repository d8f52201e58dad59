import * as l10n from "@vscode/l10n";
import { SETTINGS_NAME } from "../../project/index.ts";
import type { Diagnostic } from "../../rules/index.ts";
import type { ServerContext } from "../context.ts";
import { type CodeAction, CodeActionKind } from "../lsp.ts";
import { projectEdit } from "../project-edit.ts";
import { UNSCALED_EXTENSION } from "./strategy-actions.ts";

/** Findings that rest on the pretrained length. */
const ABOUT_LENGTH: ReadonlySet<string> = new Set([
  UNSCALED_EXTENSION,
  "length/factor-mismatch",
  "length/original-not-below-window",
  "length/dynamic-multiplied",
  "length/unmultiplied-window",
]);

/** What to change in the settings when a finding does not fit: the pretrained length, or the rule. */
export async function settingsActions(
  { client, projects }: ServerContext,
  uri: string,
  { code }: Diagnostic,
): Promise<CodeAction[]> {
  const { clientCommands } = client();
  const project = await projects.of(uri);
  const actions: CodeAction[] = [];
  if (clientCommands && ABOUT_LENGTH.has(code)) {
    const title = l10n.t("Set the pretrained length…");
    const command = { title, command: "ropeLens.setPretrainedLength", arguments: [uri] };
    actions.push({ title, kind: CodeActionKind.QuickFix, command });
  }
  const title =
    project === null
      ? l10n.t("Turn off {0} for this workspace", code)
      : l10n.t("Turn off {0} in {1}", code, SETTINGS_NAME);
  if (clientCommands) {
    const command = { title, command: "ropeLens.turnOffRule", arguments: [uri, code] };
    actions.push({ title, kind: CodeActionKind.QuickFix, command });
  } else if (project !== null) {
    // An editor without the extension's commands applies the edit itself; it has no setting that is known here.
    const { uri: file, edits } = projectEdit(project, uri, { turnedOff: code });
    actions.push({ title, kind: CodeActionKind.QuickFix, edit: { changes: { [file]: [...edits] } } });
  }
  return actions;
}
