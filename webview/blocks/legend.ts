/** The strategies drawn, with their signs. */
import { h, replaceChildren } from "../dom.ts";
import { swatch } from "../swatch.ts";
import type { ModelView } from "../view.ts";

export interface Legend {
  readonly element: HTMLElement;
  update(view: ModelView): void;
}

export function createLegend(): Legend {
  const element = h("ul", { class: "legend", "aria-label": "Strategies drawn" });
  return {
    element,
    update: ({ model }) => replaceChildren(element, ...model.drawn.map((id) => h("li", {}, swatch(id), id))),
  };
}
