/** JSON pointers (RFC 6901): "" is the document, "/text_config/rope_scaling" a value in it. */

/** The pointer of a member or element of the value at `pointer`. */
export function childPointer(pointer: string, key: string | number): string {
  // Asked for every member of every file; hardly a key has anything to escape.
  if (typeof key === "number" || !(key.includes("~") || key.includes("/"))) return `${pointer}/${key}`;
  return `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys on the way to the value, outermost first. */
export function pointerKeys(pointer: string): readonly string[] {
  if (pointer === "") return [];
  const keys = pointer.slice(1).split("/");
  return pointer.includes("~") ? keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")) : keys;
}
