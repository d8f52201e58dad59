/**
 * Whether the bytes are UTF-8 text. The editor shows other encodings well once told, but every framework reads
 * config.json as UTF-8.
 */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
