import { l10n, QuickPickItemKind, type Uri, window, workspace } from "vscode";
import { withPretrainedLength } from "../../protocol/index.ts";
import type { Session } from "../session.ts";
import { choicesOf } from "./choices-of.ts";
import { editProject } from "./edit-project.ts";
import { askLength } from "./pick-length.ts";
import { scopedSetting } from "./scoped-setting.ts";

/** Windows that models are pretrained on. */
const LENGTHS = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144];

/** Asks what the model of a file was pretrained on, and writes it into the project's settings, else into the workspace's. */
export async function pretrainedLengthCommand(session: Session, file: Uri): Promise<void> {
  const known = await choicesOf(session, { uri: file.toString(), rope: null, targetLength: null });
  if (known === null) return;
  const title = l10n.t(
    "Pretrained length of {0}, now {1} ({2})",
    known.title,
    known.pretrainedLength,
    known.pretrainedLengthSource,
  );
  const length = await pickPretrained(title);
  if (length === null) return;
  const stated = length === "file" ? null : length;
  if (await editProject(session, file, { pretrainedLength: stated })) return;
  const { value, update } = scopedSetting(file, "pretrainedLength", "file");
  await update(withPretrainedLength(lengthsOf(value), pathOf(file), stated));
}

/** @returns tokens; "file" for what the file says; null when the user thought better of it */
async function pickPretrained(title: string): Promise<number | "file" | null> {
  const items = [
    ...LENGTHS.map((length) => ({ label: String(length), length })),
    { label: "", kind: QuickPickItemKind.Separator, length: null },
    {
      label: l10n.t("As the file says"),
      description: l10n.t("forget the choice"),
      length: "file" as const,
    },
    { label: l10n.t("Other length…"), description: l10n.t("in tokens"), length: "ask" as const },
  ];
  const picked = await window.showQuickPick(items, { title });
  if (picked === undefined || picked.length === null) return null;
  return picked.length === "ask" ? askLength(title, 0) : picked.length;
}

/** As the setting's globs see it: from the workspace folder, else the whole path. */
function pathOf(file: Uri): string {
  return workspace.getWorkspaceFolder(file) === undefined ? file.path : workspace.asRelativePath(file, false);
}

function lengthsOf(value: unknown): number | Record<string, number> | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null) return undefined;
  return Object.fromEntries(Object.entries(value));
}
