/** The strategies drawn, with their signs. */
import * as l10n from "@vscode/l10n";
import { h, replaceChildren } from "../dom.ts";
import { swatch } from "../swatch.ts";
import type { ModelView } from "../view.ts";

export interface Legend {
  readonly element: HTMLElement;
  update(view: ModelView): void;
}

export function createLegend(): Legend {
  const element = h("ul", { class: "legend", "aria-label": l10n.t("Strategies drawn") });
  return {
    element,
    update: ({ model }) => replaceChildren(element, ...model.drawn.map((id) => h("li", {}, swatch(id), id))),
  };
}
