import type { Uri } from "vscode";
import type { Session } from "../session.ts";
import { editProject } from "./edit-project.ts";
import { scopedSetting } from "./scoped-setting.ts";

/** Silences a rule: in the project's settings where the file has them, else in those of the workspace. */
export async function turnOffRule(session: Session, file: Uri, code: unknown): Promise<void> {
  if (typeof code !== "string") return;
  if (await editProject(session, file, { turnedOff: code })) return;
  const { value, update } = scopedSetting(file, "rules", "workspace");
  const rules = typeof value === "object" && value !== null ? value : {};
  await update({ ...rules, [code]: "off" });
}
