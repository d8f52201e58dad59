/** What is drawn on a canvas. */
import type { Page } from "playwright-core";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Share of pixels that are not transparent. */
  readonly painted: number;
  /** Different colours. */
  readonly colors: number;
}

export async function drawingOf(page: Page, selector: string): Promise<Drawing> {
  return page.locator(selector).evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error("not a canvas");
    const { width, height } = element;
    const data = element.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const colors = new Set<number>();
    let painted = 0;
    for (let k = 0; k < data.length; k += 4) {
      if ((data[k + 3] ?? 0) === 0) continue;
      painted++;
      colors.add(((data[k] ?? 0) << 16) | ((data[k + 1] ?? 0) << 8) | (data[k + 2] ?? 0));
    }
    return { width, height, painted: painted / (width * height), colors: colors.size };
  });
}

/** Whether some pixel has the colour #RRGGBB. */
export async function hasColor(page: Page, selector: string, color: string): Promise<boolean> {
  return page.locator(selector).evaluate(
    (element, wanted) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error("not a canvas");
      const data = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
      for (let k = 0; k < data.length; k += 4) {
        const value = ((data[k] ?? 0) << 16) | ((data[k + 1] ?? 0) << 8) | (data[k + 2] ?? 0);
        if ((data[k + 3] ?? 0) === 255 && value === wanted) return true;
      }
      return false;
    },
    Number.parseInt(color.slice(1), 16),
  );
}
