/** The head of the strategies table. */
import type { PreviewModel } from "../../src/protocol/index.ts";
import { h, unseen } from "../dom.ts";
import { decadeText } from "../format.ts";
import { barShare, type Scale } from "./strategies-row.ts";

const SHIFT_TIP =
  "How far the angles between neighbouring tokens move, up to 8 tokens apart. 0: they stay; 1: as good as random. Above 0.01 a strategy needs fine-tuning.";

export function createHeadRow(model: PreviewModel, scale: Scale): HTMLTableRowElement {
  return h(
    "tr",
    {},
    column("use", unseen("Insert")),
    column("name", "Strategy"),
    column("mean right", "Mean, nats"),
    column("bar", unseen("Mean on a logarithmic scale"), createAxis(scale)),
    h(
      "th",
      {
        scope: "col",
        class: "spread right",
        title: `Half the range of the mean over the four grids of ${model.analysis.bins} bins`,
      },
      "Spread",
    ),
    column(
      "shift",
      h("button", { class: "hint", id: "shift-hint", type: "button", "aria-describedby": "shift-tip" }, "Local shift"),
      h("span", { class: "tip", role: "tooltip", id: "shift-tip" }, SHIFT_TIP),
    ),
    column("grids right", "Grids won"),
    column("runtimes-cell", unseen("Runtimes"), createRuntimeNames(model)),
    column("show", "Charts"),
  );
}

function column(name: string, ...content: readonly (Node | string)[]): HTMLElement {
  return h("th", { scope: "col", class: name }, ...content);
}

/** From four decades on every other one is labelled; on narrow pages every other one in any case. */
function createAxis(scale: Scale): HTMLElement {
  const many = scale.ticks.length > 4;
  return h(
    "span",
    { class: "axis", "aria-hidden": "true" },
    ...scale.ticks.map((value, index) => {
      if (many && index % 2 === 1) return null;
      const label = h("span", { class: index % 2 === 1 ? "odd" : null }, decadeText(value));
      label.style.left = `${barShare(value, scale) * 100}%`;
      return label;
    }),
  );
}

function createRuntimeNames({ support, query }: PreviewModel): HTMLElement {
  const [columns = []] = Object.values(support);
  return h(
    "span",
    { class: "runtime-names", "aria-hidden": "true" },
    ...columns.map(({ runtime, title, short }) =>
      h("span", { title, class: runtime === query.runtime ? "chosen-runtime" : null }, short),
    ),
  );
}
