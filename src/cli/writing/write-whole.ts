/** Writes a file so that a reader, and whoever comes after a failure, sees the old text or the new, never a part of it. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";

/**
 * Writes a temporary file beside it and renames that; mode and owner are kept, a link is followed. Synchronous, so that an interrupt that
 * is deferred waits until it is done.
 * @param path absolute; there may be no file yet
 * @throws what the system says; the file is then as it was, and the temporary one gone
 */
export function writeWhole(path: string, text: string): void {
  const old = statSync(path, { throwIfNoEntry: false });
  const target = old === undefined ? path : realpathSync(path);
  const temporary = `${target}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, "wx", old?.mode ?? 0o666);
  try {
    try {
      // Unlike one call of write, this goes on until everything is written: on a disk that is nearly full a write is cut short without a word.
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
      if (old !== undefined) keepOwnerAndMode(descriptor, old);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function keepOwnerAndMode(descriptor: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root gives files away; in a folder of one's own a file of somebody else becomes one's own.
  }
  fchmodSync(descriptor, mode);
}
