/** A chart of the page drawn once more, as SVG. */
import { Chart } from "chart.js";
import { painterOf } from "./paint.ts";
import { VectorContext, VectorPath } from "./vector-context.ts";

/**
 * @param prefix of the ids in it
 * @returns elements of SVG in CSS px from the canvas's left upper corner
 */
export function vectorOf(canvas: HTMLCanvasElement, prefix: string): string {
  const recorder = new VectorContext(canvas, prefix);
  // It has all that is called of a context, as the tests of the export see.
  const context = recorder as unknown as CanvasRenderingContext2D;
  const chart = Chart.getChart(canvas);
  const own = window.Path2D;
  Reflect.set(window, "Path2D", VectorPath);
  try {
    if (chart !== undefined) drawChart(chart, context);
    else painterOf(canvas)?.(context);
  } finally {
    Reflect.set(window, "Path2D", own);
  }
  return recorder.elements.join("");
}

function drawChart(chart: Chart, context: CanvasRenderingContext2D): void {
  const metas = chart.getSortedVisibleDatasetMetas();
  /** Who draws on the context, and under which name each holds it. */
  const owners: (readonly [object, string])[] = [
    [chart, "ctx"],
    ...Object.values(chart.scales).map((scale) => [scale, "ctx"] as const),
    ...metas.map(({ controller }) => [controller, "_ctx"] as const),
  ];
  const own = chart.ctx;
  const forgetPaths = (): void => {
    // Lines keep the path that they were drawn with, which is of one kind of context only.
    for (const { dataset } of metas) {
      // Bars have no line: null.
      if (dataset) Reflect.deleteProperty(dataset, "_path");
    }
  };
  forgetPaths();
  for (const [owner, name] of owners) Reflect.set(owner, name, context);
  try {
    chart.draw();
  } finally {
    for (const [owner, name] of owners) Reflect.set(owner, name, own);
    forgetPaths();
  }
}
