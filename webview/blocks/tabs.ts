/** The layer types of a model that has several rotary embeddings, as a tab strip. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel, RopeTab } from "../../src/protocol/index.ts";
import { indexAfterKey } from "../arrow-keys.ts";
import { h, replaceChildren } from "../dom.ts";
import type { Actions } from "../view.ts";

export interface Tabs {
  readonly element: HTMLElement;
  update(model: PreviewModel): void;
}

/** `panelId` names the element that the tabs switch. */
export function createTabs(actions: Actions, panelId: string): Tabs {
  const element = h("div", { class: "tabs", role: "tablist", "aria-label": l10n.t("Layer types") });
  element.addEventListener("keydown", (event) => {
    const tabs = [...element.querySelectorAll<HTMLElement>("[role=tab]")];
    const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const to = indexAfterKey(event.key, at, tabs.length, "ArrowLeft", "ArrowRight");
    if (to === null) return;
    event.preventDefault();
    tabs[to]?.focus();
    actions.setRope(to);
  });
  return {
    element,
    update({ ropes, rope }) {
      element.hidden = ropes.length < 2;
      const shown = element.hidden ? [] : ropes;
      replaceChildren(element, ...shown.map((tab, index) => createTab(tab, index, index === rope)));
    },
  };

  function createTab({ layerType, detail }: RopeTab, index: number, selected: boolean): HTMLElement {
    const tab = h(
      "button",
      {
        class: "tab",
        id: `tab-${index}`,
        type: "button",
        role: "tab",
        "aria-selected": String(selected),
        "aria-controls": panelId,
        tabindex: selected ? 0 : -1,
      },
      layerType ?? l10n.t("all layers"),
      h("span", { class: "tab-detail" }, detail),
    );
    tab.addEventListener("click", () => actions.setRope(index));
    return tab;
  }
}
