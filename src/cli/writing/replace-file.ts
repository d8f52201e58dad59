/** Replaces the text that was read from a file by another one. */
import { accessSync, constants, readFileSync } from "node:fs";
import { CannotRun } from "../exit.ts";
import { reasonOf } from "../reading/text-file.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * In one step, as `writeWhole` does it.
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
    writeWhole(path, newText);
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${name} was not written: ${reasonOf(error, "written")}`);
  }
}
