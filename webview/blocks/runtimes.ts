/** Block 8: which frameworks run the chosen strategy on this model, and why not. */
import * as l10n from "@vscode/l10n";
import type { RuntimeSupport } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { supportIcon, supportWord } from "../support.ts";
import type { Actions, Block } from "../view.ts";
import { createFold } from "./fold.ts";

export function createRuntimes(actions: Actions): Block {
  const caption = h("caption", { class: "unseen" });
  const body = h("tbody");
  const fold = createFold({
    id: "runtimes",
    looks: actions.looks,
    openFrom: 560,
    content: h("table", { class: "runtimes" }, caption, body),
  });
  return {
    element: fold.element,
    inputs: ({ model, query }) => [model.support, model.chosen, model.supportNote, query.runtime],
    update({ model, query }) {
      const chosen = model.chosen ?? l10n.t("it");
      setText(fold.title, l10n.t("Where {0} runs", chosen));
      setText(fold.note, model.supportNote ?? "");
      setText(caption, l10n.t("Runtime support of {0}", chosen));
      const support = model.chosen === null ? [] : (model.support[model.chosen] ?? []);
      replaceChildren(body, ...support.map((entry) => createRow(entry, entry.runtime === query.runtime)));
    },
  };
}

function createRow({ title, state, note }: RuntimeSupport, chosen: boolean): HTMLTableRowElement {
  return h(
    "tr",
    { class: chosen ? "chosen" : null },
    h("th", { scope: "row" }, title),
    h(
      "td",
      {},
      h("span", { class: `support-state support-${state}` }, supportIcon(state), h("span", {}, supportWord(state))),
    ),
    h("td", { class: "muted" }, note),
  );
}
