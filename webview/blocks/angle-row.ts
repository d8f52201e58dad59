/** One strategy's angles of the selected pair, as bars or as a circle. */
import * as l10n from "@vscode/l10n";
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
      setText(facts, l10n.t("disturbance {0} · λ {1} · {2} at new angles", value, factorText(factor), positions));
      canvas.setAttribute(
        "aria-label",
        l10n.t(
          "Histogram of pair {0}, {1} against pretraining: disturbance {2}; {3} of {4} positions at angles that pretraining never visited.",
          row.angles.pair,
          id,
          value,
          positions,
          countText(row.targetLength),
        ),
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
