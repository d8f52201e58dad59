/** Block 6: the angles of all pairs, a heatmap a strategy. Follows the model, and only while the block is open. */
import * as l10n from "@vscode/l10n";
import type { HeatmapModel, StrategyId } from "../../src/protocol/index.ts";
import { drawHeatmap, rowHeight } from "../charts/heatmap.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { percentText } from "../format.ts";
import { swatch } from "../swatch.ts";
import { currentTheme } from "../theme.ts";
import type { Actions, Block, ModelView } from "../view.ts";
import { createFold } from "./fold.ts";

/** From this width of the page on all heatmaps stand in one row and only the first labels its pairs. */
const ONE_ROW = 1180;

interface Map {
  readonly id: StrategyId;
  readonly element: HTMLElement;
  readonly facts: HTMLElement;
  readonly plot: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

export function createHeatmaps(actions: Actions): Block {
  const maps = h("div", { class: "heatmaps" });
  let made: Map[] = [];
  let shown: ModelView | null = null;
  const fold = createFold({
    id: "heatmaps",
    looks: actions.looks,
    openFrom: 560,
    content: h("div", {}, createKey(), maps),
    opened: () => {
      if (shown !== null) update(shown);
    },
  });
  setText(fold.title, l10n.t("Angles of all pairs"));
  setText(
    fold.note,
    l10n.t(
      "Each row is a frequency pair, each column a bin of the circle; colour is how often the extended window visits it, against pretraining.",
    ),
  );

  function update(view: ModelView): void {
    shown = view;
    if (!fold.element.open) return;
    actions.follow("heatmap");
    if (view.heatmap !== null) draw(view.heatmap, view.pair);
  }

  function draw(heatmap: HeatmapModel, selected: number): void {
    const ids = heatmap.strategies.map(({ id }) => id);
    if (ids.join() !== made.map(({ id }) => id).join()) {
      made = ids.map(createMap);
      replaceChildren(maps, ...made.map(({ element }) => element));
    }
    const theme = currentTheme();
    for (const [strategy, map] of made.entries()) {
      const share = percentText(heatmap.strategies[strategy]?.newShare ?? 0);
      setText(map.facts, l10n.t("{0} of positions at new angles", share));
      map.canvas.setAttribute(
        "aria-label",
        l10n.t(
          "All pairs, {0} against pretraining: {1} of positions are at angles that pretraining never visited.",
          map.id,
          share,
        ),
      );
      const labelled = innerWidth < ONE_ROW || strategy === 0;
      drawHeatmap(map.canvas, { heatmap, strategy, selected, width: map.plot.clientWidth, labelled }, theme);
      map.canvas.onclick = ({ offsetY }) => {
        const pair = Math.floor(offsetY / rowHeight(heatmap.pairs));
        if (pair < heatmap.pairs) actions.selectPair(Math.max(0, pair));
      };
    }
  }

  return {
    element: fold.element,
    inputs: ({ model, heatmap, pair }) => [model.analysis, model.drawn, heatmap, pair],
    update,
  };
}

function createMap(id: StrategyId): Map {
  const facts = h("span", { class: "muted tabular" });
  const canvas = h("canvas", { id: `heatmap-${id}`, role: "img" });
  const plot = h("div", { class: "plot" }, canvas);
  return { id, facts, canvas, plot, element: h("div", { class: "heatmap" }, h("h3", {}, swatch(id), id, facts), plot) };
}

function createKey(): HTMLElement {
  const steps = ["less", "less-half", "same", "more-half", "more"];
  return h(
    "div",
    { class: "key" },
    h(
      "span",
      {},
      "¼",
      h("span", { class: "key-steps" }, ...steps.map((name) => h("span", { class: `key-color of-${name}` }))),
      l10n.t("4 times as often"),
    ),
    h("span", {}, h("span", { class: "key-color of-new-angles" }), l10n.t("pretraining never was here")),
    h("span", {}, h("span", { class: "key-color of-never" }), l10n.t("never visited by either")),
  );
}
