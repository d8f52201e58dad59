/** The pair chart's numbers as a table, filled in while it is open. */
import * as l10n from "@vscode/l10n";
import { h, replaceChildren, setText } from "../dom.ts";
import { disturbanceText, factorText, wavelengthText } from "../format.ts";
import type { Looks } from "../looks.ts";
import { drawnStrategies, type ModelView, pairCount, wavelengthOf } from "../view.ts";
import { keepOpen } from "./fold.ts";

export interface PairTable {
  readonly element: HTMLElement;
  update(view: ModelView): void;
}

export function createPairTable(looks: Looks): PairTable {
  const summary = h("summary", { class: "link" }, l10n.t("Show as table"));
  const table = h("table", { class: "data" });
  const scroll = h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": l10n.t("Disturbance per frequency pair") },
    table,
  );
  const element = h("details", { class: "as-table" }, summary, scroll);
  keepOpen(element, "pair-table", false, looks);
  let view: ModelView | null = null;
  const fill = (): void => {
    if (view !== null && element.open) replaceChildren(table, ...createRows(view));
  };
  element.addEventListener("toggle", () => {
    setText(summary, element.open ? l10n.t("Hide table") : l10n.t("Show as table"));
    fill();
  });
  return {
    element,
    update(next) {
      view = next;
      fill();
    },
  };
}

function createRows({ model, pair: selected }: ModelView): HTMLElement[] {
  const drawn = drawnStrategies(model);
  const names = [l10n.t("Pair"), l10n.t("Wavelength"), ...drawn.flatMap(({ id }) => [id, `λ ${id}`])];
  const rows = Array.from({ length: pairCount(model) }, (_, pair) =>
    h(
      "tr",
      { class: pair === selected ? "chosen" : null },
      h("th", { scope: "row", class: "right" }, String(pair)),
      cell(wavelengthText(wavelengthOf(model, pair))),
      ...drawn.flatMap(({ perDimension, factors }) => [
        cell(disturbanceText(perDimension[pair] ?? 0)),
        cell(factorText(factors[pair] ?? 1)),
      ]),
    ),
  );
  return [
    h("caption", { class: "unseen" }, l10n.t("Disturbance in nats and factor λ per frequency pair")),
    h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col", class: "right" }, name)))),
    h("tbody", {}, ...rows),
  ];
}

function cell(text: string): HTMLElement {
  return h("td", { class: "right" }, text);
}
