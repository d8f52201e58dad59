/** Bytes of a file or of standard input to text, with the one clear sentence for every way in which that fails. */
import { createReadStream, readFileSync, statSync } from "node:fs";
import { SIZE_LIMIT } from "../../config/index.ts";
import { CannotRun } from "../exit.ts";

/** A file of more bytes has more characters than any config that is read: a UTF-16 unit has at most 3 bytes. */
const LARGEST_BYTES = 3 * SIZE_LIMIT;

/** What a verb about one config cannot do; a search over many leaves such files alone, and says so. */
export class TooLarge extends CannotRun {
  constructor(name: string) {
    super(`${name} is larger than any config that is read (${SIZE_LIMIT.toLocaleString("en")} characters)`);
  }

  /** What a search says of it. */
  get note(): string {
    return `${this.message}, and left alone`;
  }
}

/**
 * @param path absolute
 * @param name as the user knows the file
 * @returns its text, a byte order mark included
 * @throws CannotRun when it is missing, unreadable, binary or not UTF-8; TooLarge
 */
export async function readTextFile(path: string, name: string): Promise<string> {
  return decode(await readBytes(path, name), name);
}

/**
 * Whether a path leads to a file, links followed: a pipe that nobody writes to would be waited for without end.
 * @throws what the system says of a path that cannot be looked at
 */
export function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function readBytes(path: string, name: string): Promise<Buffer> {
  try {
    const status = statSync(path);
    if (status.size > LARGEST_BYTES) throw new TooLarge(name);
    // One file after the other: waiting in turns would only cost time.
    if (status.isFile()) return readFileSync(path);
    // Pipes and devices have no size: they are read to a limit.
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path, { end: LARGEST_BYTES })) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    throw new CannotRun(`${name}: ${reasonOf(error)}`);
  }
}

/**
 * @throws CannotRun when the bytes are no UTF-8 text; TooLarge
 */
export function decode(bytes: Uint8Array, name: string): string {
  if (bytes.length > LARGEST_BYTES) throw new TooLarge(name);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CannotRun(`${name} is not UTF-8. Frameworks read config files as UTF-8 and will fail on it.`);
  }
  if (text.includes("\0")) throw new CannotRun(`${name} is a binary file, not JSON.`);
  if (text.length > SIZE_LIMIT) throw new TooLarge(name);
  return text;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EPERM: "the system does not permit it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EFBIG: "it is larger than files may be here",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EMFILE: "too many files are open",
  EIO: "the device failed",
};

/** Why a file could not be read or written, in words. */
export function reasonOf(error: unknown, done: "read" | "written" = "read"): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "EACCES") return `it may not be ${done} (permission denied)`;
  return REASONS[code] ?? error.message;
}
