/** Block 3: the strategies by mean disturbance. The radio chooses what is inserted, the check box what is drawn. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel, StrategyResult } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { decades, decimalsFor } from "../format.ts";
import type { Actions, Block, ModelView } from "../view.ts";
import { createHeadRow } from "./strategies-head.ts";
import { nextSorting, readSorting, sorted, sortingText } from "./strategies-order.ts";
import { createStrategyRow, type Scale } from "./strategies-row.ts";

export function createStrategies(actions: Actions): Block {
  let sorting = readSorting(actions.looks.recall("sorting"));
  let shown: ModelView | null = null;
  const caption = h("caption", { class: "unseen" });
  const head = h("thead");
  const running = h("tbody");
  const rest = h("tbody");
  const table = h("table", { class: "ranking" }, caption, head, running, rest);
  const bound = h("p", { class: "muted note bound" });
  return {
    element: h(
      "section",
      { class: "block", "aria-labelledby": "ranking-title" },
      h(
        "div",
        { class: "block-head" },
        h("h2", { id: "ranking-title" }, l10n.t("Strategies")),
        h(
          "p",
          { class: "muted note" },
          l10n.t(
            "Smaller is closer to the angles seen in pretraining. Bars are logarithmic. Choose one to insert, and up to two more to draw in the charts.",
          ),
        ),
      ),
      table,
      bound,
    ),
    inputs: ({ model }) => [model.analysis, model.support, model.chosen, model.drawn, model.query.runtime],
    update,
  };

  function update(view: ModelView): void {
    shown = view;
    const { model } = view;
    const scale = scaleOf(model);
    const { strategies, targetLength, use } = model.analysis;
    const columns = Math.max(0, ...Object.values(model.support).map((support) => support.length));
    table.style.setProperty("--runtimes", String(columns));
    setText(
      caption,
      use === "as-is"
        ? l10n.t(
            "Strategies by mean disturbance; those that need fine-tuning stand last, at {0} tokens. Bars are logarithmic.",
            targetLength,
          )
        : l10n.t("Strategies by mean disturbance, at {0} tokens. Bars are logarithmic.", targetLength),
    );
    replaceChildren(
      head,
      createHeadRow(model, scale, sorting, (column) => {
        sorting = nextSorting(sorting, column);
        actions.looks.keep("sorting", sortingText(sorting));
        if (shown !== null) update(shown);
      }),
    );
    const row = (strategy: StrategyResult) => createStrategyRow(strategy, model, scale, actions);
    const inRunning =
      sorting === null ? strategies.filter((strategy) => strategy.inRunning) : sorted(strategies, sorting);
    const leftOut = sorting === null ? strategies.filter((strategy) => !strategy.inRunning) : [];
    replaceChildren(running, ...inRunning.map(row));
    replaceChildren(
      rest,
      leftOut.length === 0 ? null : h("tr", { class: "divider", "aria-hidden": "true" }, h("td")),
      ...leftOut.map(row),
    );
    setText(bound, boundText(model, scale.decimals));
  }
}

/** One scale for all bars: whole decades around the means. */
function scaleOf({ analysis }: PreviewModel): Scale {
  const means = analysis.strategies.map((strategy) => strategy.meanDisturbance).filter((mean) => mean > 0);
  const ticks = means.length === 0 ? [0.1, 1] : decades(Math.min(...means), Math.max(...means));
  return { ticks, decimals: decimalsFor(means) };
}

function boundText({ analysis, partial }: PreviewModel, decimals: number): string {
  if (analysis.bound === null && !partial) return "";
  const mean = analysis.bound?.meanDisturbance.toFixed(decimals) ?? "…";
  return l10n.t(
    "Least possible with these candidates: {0}, without regard to neighbouring tokens or smoothness; a bound, not a strategy.",
    mean,
  );
}
