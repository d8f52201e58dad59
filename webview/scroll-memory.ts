/** Where the page was scrolled to, kept through reload and restart. */
import type { Looks } from "./looks.ts";

const NAME = "scroll";

/**
 * @param drawAll makes the page as long as it was
 * @returns goes to the place; to be called after each update, of which the first counts
 */
export function keepScroll(looks: Looks, drawAll: () => void): () => void {
  const place = Number(looks.recall(NAME));
  let restored = false;
  addEventListener("scrollend", () => {
    if (restored) looks.keep(NAME, String(Math.round(scrollY)));
  });
  return () => {
    if (restored) return;
    restored = true;
    if (!(place > 0)) return;
    drawAll();
    scrollTo(0, place);
  };
}
