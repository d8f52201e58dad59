/** Every text that the page shows, says or draws. */
import type { Page } from "playwright-core";

/** Attributes that are read out or shown. */
const ATTRIBUTES = ["aria-label", "title", "aria-valuetext", "aria-description", "placeholder", "alt"];

/** From now on texts that are drawn on a canvas are kept; before the page is loaded. */
export async function keepDrawnTexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const drawn = new Set<string>();
    Reflect.set(window, "drawnTexts", drawn);
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      drawn.add(text);
      fillText.call(this, text, ...place);
    };
  });
}

/**
 * Texts and attributes of the page, of what is folded away too, and what was drawn so far. Texts that stand in one line
 * are one text.
 * @param except selector of what is no text of the page's own: a file's, a command's
 */
export function textsOf(page: Page, except: string): Promise<string[]> {
  return page.evaluate(
    ({ attributes, selector }) => {
      const found: string[] = [document.title];
      for (const element of document.body.querySelectorAll("*")) {
        if (element.closest(selector) !== null) continue;
        for (const name of attributes) found.push(element.getAttribute(name) ?? "");
      }
      const lines = new Map<Element, string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        let line = node.parentElement;
        if (line === null || line.closest(selector) !== null) continue;
        while (getComputedStyle(line).display === "inline" && line.parentElement !== null) line = line.parentElement;
        lines.set(line, `${lines.get(line) ?? ""}${node.textContent}`);
      }
      const drawn: unknown = Reflect.get(window, "drawnTexts");
      const all = [...found, ...lines.values(), ...(drawn instanceof Set ? [...drawn].map(String) : [])];
      return [...new Set(all.map((text) => text.trim()))].filter((text) => text !== "");
    },
    { attributes: ATTRIBUTES, selector: except },
  );
}
