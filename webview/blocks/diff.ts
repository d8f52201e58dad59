/** What inserting the chosen strategy would change in the file, line by line. */
import * as l10n from "@vscode/l10n";
import type { DiffLine, PreviewDialect, PreviewModel } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import { foldList, tokenize } from "../json-line.ts";
import type { Actions, Part } from "../view.ts";

/** Below this width the change starts folded. */
const FOLDED_BELOW = 560;

const SIGNS = { same: " ", added: "+", removed: "−", gap: " " } as const;

export function createDiff(actions: Actions): Part {
  const toggle = h(
    "button",
    {
      class: "icon-button",
      id: "diff-toggle",
      type: "button",
      "aria-controls": "diff",
      "aria-label": l10n.t("Show the change"),
    },
    icon("right"),
  );
  const title = h("span", { id: "diff-title", class: "ellipsis" });
  const count = h("span", { class: "muted tabular diff-count" });
  const copy = h(
    "button",
    {
      class: "icon-button",
      id: "copy-parameters",
      type: "button",
      title: l10n.t("Copy parameters"),
      "aria-label": l10n.t("Copy parameters"),
    },
    icon("copy"),
  );
  const dialect = h("select", {
    class: "select",
    id: "dialect",
    "aria-label": l10n.t("Write for transformers 4 or 5"),
  });
  const dialectBox = h("span", { class: "select-box" }, dialect);
  const dialectText = h("span", { class: "muted diff-dialect" });
  const code = h("div", {
    class: "code",
    id: "diff",
    tabindex: 0,
    role: "group",
    "aria-label": l10n.t("Lines that would change"),
  });
  const element = h(
    "figure",
    { class: "diff", "aria-labelledby": "diff-title" },
    h("figcaption", { class: "diff-head" }, toggle, title, count, copy, dialectText, dialectBox),
    code,
  );
  let parameters: string | null = null;

  const fold = (folded: boolean): void => {
    code.hidden = folded;
    toggle.setAttribute("aria-expanded", String(!folded));
    element.classList.toggle("folded", folded);
  };
  const kept = actions.looks.recall("open.diff");
  fold(typeof kept === "boolean" ? !kept : innerWidth < FOLDED_BELOW);
  toggle.addEventListener("click", () => {
    fold(!code.hidden);
    actions.looks.keep("open.diff", !code.hidden);
  });
  dialect.addEventListener("change", () => {
    if (dialect.value === "v4" || dialect.value === "v5") actions.setDialect(dialect.value);
  });
  copy.addEventListener("click", () => {
    if (parameters !== null) actions.copy(parameters, l10n.t("Parameters"));
  });

  return {
    element,
    update({ model, query }) {
      const diff = hasChange(model) ? model.diff : null;
      parameters = model.parameters ?? null;
      copy.hidden = parameters === null;
      setText(title, diff === null ? l10n.t("Nothing to insert") : titleOf(model));
      setText(count, diff === null ? "" : `+${diff.added} −${diff.removed}`);
      const dialects = diff?.dialects ?? [];
      dialectBox.hidden = dialects.length < 2;
      setText(dialectText, dialects.length < 2 ? (diff?.dialect ?? "") : "");
      showDialects(dialect, dialects, query.dialect ?? dialects.find((d) => d.title === diff?.dialect)?.id ?? null);
      replaceChildren(code, ...(diff?.lines ?? []).map(createLine));
      code.classList.toggle("empty", diff === null);
      element.classList.toggle("nothing", diff === null);
      toggle.hidden = diff === null;
    },
  };
}

/** Whether inserting the chosen strategy would change the file. */
export function hasChange({ diff }: PreviewModel): boolean {
  return diff !== null && diff.added + diff.removed > 0;
}

function titleOf({ file, diff }: PreviewModel): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return diff?.within === undefined ? name : l10n.t("{0} in {1}", diff.within, name);
}

function showDialects(
  select: HTMLSelectElement,
  dialects: readonly { readonly id: PreviewDialect; readonly title: string }[],
  chosen: PreviewDialect | null,
): void {
  const wanted = dialects.map(({ id }) => id).join();
  if (select.dataset.options !== wanted) {
    select.dataset.options = wanted;
    replaceChildren(select, ...dialects.map(({ id, title }) => h("option", { value: id }, title)));
  }
  if (chosen !== null) select.value = chosen;
}

function createLine({ kind, number, text }: DiffLine): HTMLElement {
  const tokens = kind === "gap" ? [] : foldList(tokenize(text));
  const folded = tokens.some((token) => token.kind === "fold");
  const content = h(
    "span",
    { title: folded ? text : null },
    ...(kind === "gap" ? ["  ⋯", text === "" ? null : ` ${text}`] : []),
    ...tokens.map((token) =>
      token.kind === "plain" ? token.text : h("span", { class: `token-${token.kind}` }, token.text),
    ),
  );
  return h(
    "div",
    { class: `line ${kind}`, "aria-hidden": kind === "gap" ? "true" : null },
    h("span", { class: "line-number", "aria-hidden": "true" }, number === null ? "" : String(number)),
    h("span", { class: "line-sign" }, SIGNS[kind]),
    content,
  );
}
