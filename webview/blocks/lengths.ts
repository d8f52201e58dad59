/** Block 7: the mean disturbance at other target lengths. Follows the model, and only while the block is open. */
import * as l10n from "@vscode/l10n";
import type { LengthCurve } from "../../src/protocol/index.ts";
import { LengthChart } from "../charts/length-chart.ts";
import { h, setText } from "../dom.ts";
import { disturbanceText } from "../format.ts";
import { currentTheme } from "../theme.ts";
import type { Actions, Block, ModelView } from "../view.ts";
import { createFold } from "./fold.ts";

export function createLengths(actions: Actions): Block {
  const canvas = h("canvas", { id: "lengths-chart", role: "img" });
  const sentence = h("p", { class: "sentence muted" });
  const chart = new LengthChart(canvas, actions.setTargetLength);
  let shown: ModelView | null = null;
  const fold = createFold({
    id: "lengths",
    looks: actions.looks,
    content: h(
      "div",
      {},
      h("div", { class: "plot plot-lengths", title: l10n.t("Click sets the target length") }, canvas),
      sentence,
    ),
    opened: () => {
      if (shown !== null) update(shown);
    },
  });
  setText(fold.title, l10n.t("At other target lengths"));
  setText(fold.note, l10n.t("Mean disturbance; both axes logarithmic."));

  function update(view: ModelView): void {
    shown = view;
    if (!fold.element.open) return;
    actions.follow("lengths");
    if (view.lengths === null) return;
    setText(sentence, view.lengths.sentence);
    canvas.setAttribute("aria-label", chartText(view.lengths));
    chart.update(view.model, view.lengths, currentTheme());
  }
  return {
    element: fold.element,
    inputs: ({ model, lengths, query }) => [model.analysis, model.drawn, lengths, query.runtime],
    update,
  };
}

function chartText({ lengths, curves }: LengthCurve): string {
  const ends = curves.map(({ id, means }) =>
    l10n.t("{0} {1} to {2}", id, disturbanceText(means[0] ?? 0), disturbanceText(means.at(-1) ?? 0)),
  );
  return l10n.t(
    "Mean disturbance in nats against target length, from {0} to {1} tokens: {2}.",
    lengths[0] ?? 0,
    lengths.at(-1) ?? 0,
    ends.join(l10n.t("; ")),
  );
}
