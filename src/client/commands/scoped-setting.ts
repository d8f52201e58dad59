import { ConfigurationTarget, type Uri, workspace } from "vscode";

const SECTION = "ropeLens";

/** Where a setting for a file is kept: its value there, not merged with that of other places, and how to change it. */
export interface ScopedSetting {
  readonly value: unknown;
  /** @param value undefined: the setting is taken out */
  update(value: unknown): Thenable<void>;
}

/**
 * The setting of the file's folder where it is in use there, else that of the workspace, else, without a workspace, the user's own.
 * @param about "file" where the value names files from their folder, so that the folders of a workspace must not share it
 */
export function scopedSetting(file: Uri, key: string, about: "workspace" | "file"): ScopedSetting {
  const configuration = workspace.getConfiguration(SECTION, file);
  const known = configuration.inspect<unknown>(key);
  const update = (target: ConfigurationTarget) => (value: unknown) => configuration.update(key, value, target);
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return { value: known?.globalValue, update: update(ConfigurationTarget.Global) };
  const ofFolder = about === "file" && folders.length > 1 && workspace.getWorkspaceFolder(file) !== undefined;
  if (ofFolder || known?.workspaceFolderValue !== undefined) {
    return { value: known?.workspaceFolderValue, update: update(ConfigurationTarget.WorkspaceFolder) };
  }
  return { value: known?.workspaceValue, update: update(ConfigurationTarget.Workspace) };
}
