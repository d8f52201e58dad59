import { l10n, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from "vscode";
import { knownConfigs } from "../preview/known-configs.ts";
import { headVersion } from "./git-head.ts";
import { HEAD, type Other } from "./other.ts";

interface OtherItem extends QuickPickItem {
  readonly other: Other | "browse" | null;
}

/** Asks what a config is to be compared with: its committed version, another config of the workspace, any file. */
export async function pickOther(file: Uri): Promise<Other | null> {
  const picked = await window.showQuickPick(itemsFor(file), {
    title: l10n.t("Compare {0} with…", workspace.asRelativePath(file)),
    placeHolder: l10n.t("The other config is the one before, this file the one after"),
    matchOnDescription: true,
  });
  if (picked === undefined || picked.other === null) return null;
  return picked.other === "browse" ? browse(file) : picked.other;
}

async function itemsFor(file: Uri): Promise<OtherItem[]> {
  const [head, configs] = await Promise.all([headVersion(file), knownConfigs()]);
  const others = configs.filter(({ uri }) => uri !== file.toString());
  const divider: OtherItem = { label: "", kind: QuickPickItemKind.Separator, other: null };
  const committed: OtherItem[] =
    head === null
      ? []
      : [{ label: `$(git-commit) ${l10n.t("HEAD version")}`, description: head.description, other: HEAD }];
  const known = others.map(({ uri, label }): OtherItem => ({ label: `$(json) ${label}`, other: Uri.parse(uri) }));
  const browseItem: OtherItem = { label: `$(folder-opened) ${l10n.t("Choose a file…")}`, other: "browse" };
  return [...committed, ...known, divider, browseItem];
}

async function browse(file: Uri): Promise<Other | null> {
  const chosen = await window.showOpenDialog({
    defaultUri: Uri.joinPath(file, ".."),
    filters: { JSON: ["json"] },
    openLabel: l10n.t("Compare"),
  });
  return chosen?.[0] ?? null;
}
