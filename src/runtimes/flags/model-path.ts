/** The checkpoint's folder in a command. */
import type { LaunchRequest } from "./request.ts";
import { shellWord } from "./shell-word.ts";

/** Line breaks and invisible characters: a command that is printed or copied must show all that it does. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Stands for a folder that is not known, or that no command can show. */
const PLACEHOLDER = "MODEL";

export function modelPath({ folder }: LaunchRequest): string {
  if (folder === null || folder === "" || UNSEEN.test(folder)) return PLACEHOLDER;
  // What begins with a dash would be read as an option.
  return shellWord(folder.startsWith("-") ? `./${folder}` : folder);
}

/** What to say about it, where it is not the folder itself. */
export function modelPathNotes(request: LaunchRequest): string[] {
  return modelPath(request) === PLACEHOLDER && request.folder !== PLACEHOLDER
    ? [`Put the checkpoint's folder in place of ${PLACEHOLDER}.`]
    : [];
}
