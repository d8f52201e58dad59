/** The head of the strategies table. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel } from "../../src/protocol/index.ts";
import { h, unseen } from "../dom.ts";
import { decadeText } from "../format.ts";
import type { SortColumn, Sorting } from "./strategies-order.ts";
import { barShare, type Scale } from "./strategies-row.ts";

const shiftTip = (): string =>
  l10n.t(
    "How far the angles between neighbouring tokens move, up to 8 tokens apart. 0: they stay; 1: as good as random. Above 0.01 a strategy needs fine-tuning.",
  );

/** `sort` is told which column's head was pressed. */
export function createHeadRow(
  model: PreviewModel,
  scale: Scale,
  sorting: Sorting | null,
  sort: (column: SortColumn) => void,
): HTMLTableRowElement {
  const sortable = (column: SortColumn, look: string, label: string, ...more: readonly Node[]): HTMLElement => {
    const mine = sorting?.column === column ? sorting : null;
    const button = h("button", { class: "sort", id: `sort-${column}`, type: "button" }, label);
    button.title = column === "spread" ? spreadTitle(model) : l10n.t("Sort");
    if (mine !== null) button.append(h("span", { "aria-hidden": "true" }, mine.descending ? " ↓" : " ↑"));
    button.addEventListener("click", () => sort(column));
    const order = mine === null ? null : mine.descending ? "descending" : "ascending";
    return h("th", { scope: "col", class: look, "aria-sort": order }, button, ...more);
  };
  const shift = sortable(
    "shift",
    "shift",
    l10n.t("Local shift"),
    h("span", { class: "tip", role: "tooltip", id: "shift-tip" }, shiftTip()),
  );
  const hint = shift.querySelector("button");
  hint?.classList.add("hint");
  hint?.setAttribute("aria-describedby", "shift-tip");
  hint?.removeAttribute("title");
  return h(
    "tr",
    {},
    column("use", unseen(l10n.t("Insert"))),
    column("name", l10n.t("Strategy")),
    sortable("mean", "mean right", l10n.t("Mean, nats")),
    column("bar", unseen(l10n.t("Mean on a logarithmic scale")), createAxis(scale)),
    sortable("spread", "spread right", l10n.t("Spread")),
    shift,
    sortable("grids", "grids right", l10n.t("Grids won")),
    column("runtimes-cell", unseen(l10n.t("Runtimes")), createRuntimeNames(model)),
    column("show", l10n.t("Charts")),
  );
}

function spreadTitle({ analysis }: PreviewModel): string {
  return l10n.t("Half the range of the mean over the four grids of {0} bins", analysis.bins);
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
