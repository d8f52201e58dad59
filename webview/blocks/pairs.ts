/** Block 4: the disturbance of every frequency pair. The chart is a slider that selects the pair for the blocks below. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel } from "../../src/protocol/index.ts";
import { PairChart } from "../charts/pair-chart.ts";
import { type Child, h, replaceChildren } from "../dom.ts";
import { disturbanceText, wavelengthText } from "../format.ts";
import { currentTheme } from "../theme.ts";
import {
  type Actions,
  type Block,
  drawnStrategies,
  type ModelView,
  pairCount,
  strategyOf,
  wavelengthOf,
} from "../view.ts";
import { createLegend } from "./legend.ts";
import { createPairTable } from "./pair-table.ts";

/** A pair above this counts as disturbed in the note, nats. */
const DISTURBED = 0.01;
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageUp: -8,
  PageDown: 8,
};

export function createPairs(actions: Actions): Block {
  const note = h("p", { class: "muted note" });
  const legend = createLegend();
  const canvas = h("canvas", { id: "pairs-chart", role: "img" });
  const plot = h(
    "div",
    {
      class: "plot plot-pairs",
      id: "pairs-plot",
      tabindex: 0,
      role: "slider",
      "aria-orientation": "horizontal",
      "aria-label": l10n.t("Frequency pair"),
      "aria-valuemin": 0,
    },
    canvas,
  );
  const chart = new PairChart(canvas, actions.selectPair);
  const table = createPairTable(actions.looks);
  let last = 0;
  let selected = 0;

  plot.addEventListener("keydown", (event) => {
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : selected + (STEPS[event.key] ?? Number.NaN);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    actions.selectPair(Math.min(last, Math.max(0, to)));
  });

  return {
    element: h(
      "section",
      { class: "block", "aria-labelledby": "pairs-title" },
      h(
        "div",
        { class: "block-head" },
        h("h2", { id: "pairs-title" }, l10n.t("Disturbance per frequency pair")),
        note,
        legend.element,
      ),
      plot,
      table.element,
    ),
    inputs: ({ model, pair }) => [model.analysis, model.drawn, model.chosen, pair],
    update(view) {
      const { model } = view;
      last = pairCount(model) - 1;
      selected = view.pair;
      legend.update(view);
      replaceChildren(note, ...createNote(model, actions));
      plot.setAttribute("aria-valuemax", String(last));
      plot.setAttribute("aria-valuenow", String(selected));
      plot.setAttribute("aria-valuetext", pairText(view));
      canvas.setAttribute("aria-label", chartText(model));
      chart.update(view, currentTheme());
      table.update(view);
    },
  };
}

/** "Pair 12, wavelength 35.3 tokens: resonant 0.00029, yarn 0.852, none 0.852" */
export function pairText({ model, pair }: Pick<ModelView, "model" | "pair">): string {
  const values = drawnStrategies(model).map(
    ({ id, perDimension }) => `${id} ${disturbanceText(perDimension[pair] ?? 0)}`,
  );
  return l10n.t(
    "Pair {0}, wavelength {1} tokens: {2}",
    pair,
    wavelengthText(wavelengthOf(model, pair)),
    values.join(l10n.t(", ")),
  );
}

function chartText(model: PreviewModel): string {
  const drawn = drawnStrategies(model);
  const ranges = drawn.map(({ id, perDimension }) => {
    const [least, most] = [Math.min(...perDimension), Math.max(...perDimension)];
    return l10n.t("{0} from {1} to {2} nats", id, disturbanceText(least), disturbanceText(most));
  });
  return l10n.t("Disturbance of {0} frequency pairs, logarithmic: {1}.", pairCount(model), ranges.join(l10n.t("; ")));
}

/** Stands in the note for its links; no text has it. */
const LINKS = "\u0000";

/** How many pairs are disturbed, and links to the three that are disturbed most. */
function createNote(model: PreviewModel, actions: Actions): Child[] {
  const drawn = drawnStrategies(model);
  const counts = drawn.map(
    ({ id, perDimension }) => `${id} ${perDimension.filter((value) => value > DISTURBED).length}`,
  );
  const other = model.drawn.find((id) => id !== model.chosen && id !== "none") ?? model.drawn[0] ?? null;
  const strategy = strategyOf(model, other);
  if (strategy === null) return [];
  const { perDimension } = strategy;
  const worst = [...perDimension.keys()]
    .sort((a, b) => (perDimension[b] ?? 0) - (perDimension[a] ?? 0))
    .slice(0, 3)
    .flatMap((pair, index) => [index === 0 ? "" : l10n.t(", "), createPairLink(pair, actions)]);
  const text = l10n.t(
    "Above {0}: {1} of {2} pairs. Most disturbed with {3}: {4}.",
    DISTURBED,
    counts.join(l10n.t(", ")),
    perDimension.length,
    strategy.id,
    LINKS,
  );
  const [before, after] = text.split(LINKS);
  return [before ?? "", ...worst, after ?? ""];
}

function createPairLink(pair: number, actions: Actions): HTMLElement {
  const link = h("button", { class: "link in-text", id: `worst-${pair}`, type: "button" }, l10n.t("pair {0}", pair));
  link.addEventListener("click", () => actions.selectPair(pair));
  return link;
}
