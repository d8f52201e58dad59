/** Replaces a file's text in one step: a reader sees the old text or the new, never half of it. */
import { accessSync, constants, readFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { CannotRun } from "../exit.ts";
import { reasonOf } from "../reading/text-file.ts";

/**
 * Writes a temporary file beside it and renames that; mode and owner are kept, a link is followed. Synchronous, so that an interrupt
 * waits until it is done.
 * @param oldText what the new text was made from
 * @throws CannotRun when the file has another text by now, or cannot be written; it is then as it was
 */
export function replaceFile(path: string, name: string, oldText: string, newText: string): void {
  try {
    if (!readFileSync(path).equals(Buffer.from(oldText, "utf8"))) {
      throw new CannotRun(`${name} has changed since it was read; nothing was written. Run the command again.`);
    }
    // A rename would replace a file that its owner made read-only.
    accessSync(path, constants.W_OK);
    writeFileAtomic.sync(path, newText, { encoding: "utf8" });
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${name} was not written: ${reasonOf(error)}`);
  }
}
