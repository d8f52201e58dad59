/** "Copy launch flags": a menu of the frameworks, each with its command, or disabled with the reason. */
import * as l10n from "@vscode/l10n";
import type { LaunchFlags } from "../../src/protocol/index.ts";
import { indexAfterKey } from "../arrow-keys.ts";
import { h, replaceChildren } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Actions, Part } from "../view.ts";

export function createFlagsMenu(actions: Actions): Part {
  const button = h(
    "button",
    {
      class: "button",
      id: "flags",
      type: "button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": "flags-menu",
    },
    l10n.t("Copy launch flags"),
    icon("down"),
  );
  const menu = h("ul", { class: "menu", id: "flags-menu", role: "menu", "aria-labelledby": "flags", hidden: true });
  const element = h("div", { class: "menu-anchor" }, button, menu);

  const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const toggle = (open: boolean): void => {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) items()[0]?.focus();
  };
  button.addEventListener("click", () => toggle(menu.hidden));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !menu.hidden) return;
    event.preventDefault();
    toggle(true);
  });
  menu.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.findIndex((item) => item.matches(":focus"));
    const to = indexAfterKey(event.key, at, all.length, "ArrowUp", "ArrowDown");
    if (event.key === "Escape") {
      toggle(false);
      button.focus();
    } else if (to !== null) {
      event.preventDefault();
      all[to]?.focus();
    }
  });
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) toggle(false);
  });

  return {
    element,
    update({ model }) {
      button.disabled = model.flags.length === 0;
      replaceChildren(menu, ...model.flags.map(createItem));
    },
  };

  function createItem({ runtime, title, command, reason }: LaunchFlags): HTMLElement {
    const item = h(
      "button",
      {
        id: `flags-${runtime}`,
        type: "button",
        role: "menuitem",
        tabindex: -1,
        "aria-disabled": command === null ? "true" : null,
        title: command,
      },
      title,
      h("span", { class: command === null ? "menu-reason" : "menu-command" }, command ?? reason ?? ""),
    );
    item.addEventListener("click", () => {
      if (command === null) return;
      toggle(false);
      button.focus();
      actions.copy(command, l10n.t("Launch flags for {0}", title));
    });
    return h("li", { role: "none" }, item);
  }
}
