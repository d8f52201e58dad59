/** One strategy's angles of the selected pair, as bars or as a circle. */
import type { StrategyId } from "../../src/protocol/index.ts";
import { AngleChart, type AngleRow } from "../charts/angle-chart.ts";
import { drawAngleCircle } from "../charts/angle-circle.ts";
import { h, setText } from "../dom.ts";
import { countText, disturbanceText, factorText } from "../format.ts";
import { swatch } from "../swatch.ts";
import type { Theme } from "../theme.ts";

export interface AngleRowFigures {
  readonly disturbance: number;
  readonly factor: number;
  readonly newPositions: number;
}

export interface AngleRowView {
  readonly element: HTMLElement;
  update(row: AngleRow, figures: AngleRowFigures, theme: Theme): void;
  remove(): void;
}

export function createAngleRow(id: StrategyId, shape: "bars" | "circle"): AngleRowView {
  const facts = h("span", { class: "muted tabular" });
  const canvas = h("canvas", { id: `angles-${id}`, role: "img" });
  const plot = h("div", { class: `plot plot-${shape}` }, canvas);
  const element = h("div", { class: `angle-row as-${shape}` }, h("h3", {}, swatch(id), id, facts), plot);
  const chart = shape === "bars" ? new AngleChart(canvas) : null;
  return {
    element,
    update(row, { disturbance, factor, newPositions }, theme) {
      const value = disturbanceText(disturbance);
      const positions = countText(newPositions);
      setText(facts, `disturbance ${value} · λ ${factorText(factor)} · ${positions} at new angles`);
      canvas.setAttribute(
        "aria-label",
        `Histogram of pair ${row.angles.pair}, ${id} against pretraining: disturbance ${value}; ${positions} of ${countText(row.targetLength)} positions at angles that pretraining never visited.`,
      );
      plot.classList.toggle("with-axis", row.last);
      if (chart === null) drawAngleCircle(canvas, row, theme);
      else chart.update(row, theme);
    },
    remove() {
      chart?.destroy();
      element.remove();
    },
  };
}
