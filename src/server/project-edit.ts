/** Edits of a `rope-lens.config.json`, in its own layout. */
import { TextDocument } from "vscode-languageserver-textdocument";
import { type JsonObject, readConfig, type TextEdit } from "../config/index.ts";
import { setMembers } from "../edits/index.ts";
import { type ProjectChange, type ProjectEdit, withPretrainedLength } from "../protocol/index.ts";
import { editsOf } from "./positions.ts";
import type { FoundProject } from "./project-store.ts";
import { pathFrom } from "./workspace-paths.ts";

/**
 * The edit that makes a change hold for a config.
 * @param uri of the config
 */
export function projectEdit(project: FoundProject, uri: string, change: ProjectChange): ProjectEdit {
  const document = TextDocument.create(project.uri, "jsonc", 0, project.text);
  return { uri: project.uri, edits: editsOf(document, changeEdits(project, uri, change)) };
}

function changeEdits({ text, folder, settings }: FoundProject, uri: string, change: ProjectChange): TextEdit[] {
  const snapshot = readConfig(text);
  const set = (pointer: string, members: JsonObject) => setMembers(snapshot, pointer, { set: members }) ?? [];
  if ("turnedOff" in change) {
    const level = { [change.turnedOff]: "off" };
    return settings.rules === undefined ? set("", { rules: level }) : set("/rules", level);
  }
  const lengths = withPretrainedLength(settings.pretrainedLength, pathFrom(folder, uri), change.pretrainedLength);
  if (lengths === undefined) return setMembers(snapshot, "", { set: {}, remove: ["pretrainedLength"] }) ?? [];
  return set("", { pretrainedLength: lengths });
}
