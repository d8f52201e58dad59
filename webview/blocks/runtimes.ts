/** Block 8: which frameworks run the chosen strategy on this model, and why not. */
import type { RuntimeSupport } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { SUPPORT_WORDS, supportIcon } from "../support.ts";
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
      const chosen = model.chosen ?? "it";
      setText(fold.title, `Where ${chosen} runs`);
      setText(fold.note, model.supportNote ?? "");
      setText(caption, `Runtime support of ${chosen}`);
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
      h("span", { class: `support-state support-${state}` }, supportIcon(state), h("span", {}, SUPPORT_WORDS[state])),
    ),
    h("td", { class: "muted" }, note),
  );
}
