/** Moving through a row or a column of items with the keyboard, as the ARIA patterns for menus and tabs have it. */

/**
 * The index that a key moves to, around the ends; null for a key that does not move.
 * @param back the arrow key towards the first item
 * @param forward the arrow key towards the last item
 */
export function indexAfterKey(key: string, at: number, count: number, back: string, forward: string): number | null {
  switch (key) {
    case forward:
      return (at + 1) % count;
    case back:
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
