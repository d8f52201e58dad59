/** Which lines a change took out and put in; lines around it that are equal are left out. */
export function lineDifference(
  before: string,
  after: string,
): { readonly removed: string[]; readonly added: string[] } {
  const old = before.split("\n");
  const now = after.split("\n");
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return { removed: old.slice(start, old.length - end), added: now.slice(start, now.length - end) };
}
