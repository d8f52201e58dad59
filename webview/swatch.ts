/** The small picture that stands for a strategy in text: its line with its dash, its marker in the middle. */
import type { StrategyId } from "../src/protocol/index.ts";
import { svg } from "./dom.ts";
import { isOpenMarker, markerPath, STRATEGY_LOOKS } from "./strategies.ts";

/** 28 by 12 px. Decoration: the strategy's name always stands beside it. */
export function swatch(id: StrategyId): SVGSVGElement {
  const { marker, dash } = STRATEGY_LOOKS[id];
  const open = isOpenMarker(marker);
  return svg(
    "svg",
    { class: `swatch of-${id}`, viewBox: "0 0 28 12", "aria-hidden": "true" },
    svg("path", { class: "swatch-line", d: "M0 6H28", "stroke-dasharray": dash.join(" ") || null }),
    svg("path", {
      class: open ? "swatch-open" : marker === "ring" ? "swatch-ring" : "swatch-solid",
      d: markerPath(marker, 14, 6, 4),
    }),
  );
}
