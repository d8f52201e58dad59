/** "What if…": the chosen strategy's own parameters, to be changed by hand. What is typed holds at once. */
import * as l10n from "@vscode/l10n";
import type { ParameterId, StrategyId, WhatIfField } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Actions, Part } from "../view.ts";
import { isChanged } from "../view.ts";
import { keepOpen } from "./fold.ts";

/** Significant digits shown; a value that is left alone is written with all of its digits. */
const DIGITS = 9;

interface Row {
  readonly id: ParameterId;
  readonly element: HTMLElement;
  update(field: WhatIfField): void;
}

export function createWhatIf(actions: Actions): Part {
  const note = h("span", { class: "muted note what-if-note" });
  const rowsBox = h("div", { class: "what-if-rows" });
  const sentence = h("p", { class: "muted note", id: "what-if-sentence" });
  const reset = h("button", { class: "button", id: "what-if-reset", type: "button" }, l10n.t("Reset"));
  const element = h(
    "details",
    { class: "fold what-if", id: "what-if" },
    h("summary", {}, icon("right"), h("span", { class: "what-if-title" }, l10n.t("What if…")), note),
    h("div", { class: "what-if-body" }, rowsBox, h("div", { class: "what-if-foot" }, reset, sentence)),
  );
  keepOpen(element, "what-if", false, actions.looks);
  let rows: Row[] = [];
  let rowsOf = "";
  let chosen: StrategyId | null = null;

  reset.addEventListener("click", () => {
    if (chosen === null || reset.getAttribute("aria-disabled") === "true") return;
    // What is no number goes too.
    rowsOf = "";
    actions.resetParameters(chosen);
  });

  return {
    element,
    update({ model }) {
      const fields = model.whatIf?.fields ?? [];
      chosen = model.chosen;
      element.hidden = chosen === null || fields.length === 0;
      if (chosen === null) return;
      const strategy = chosen;
      const wanted = [strategy, ...fields.map(({ id }) => id)].join();
      if (wanted !== rowsOf) {
        rowsOf = wanted;
        rows = fields.map((field) => createRow(field, (value) => actions.setParameter(strategy, field.id, value)));
        replaceChildren(rowsBox, ...rows.map((row) => row.element));
      }
      for (const [index, field] of fields.entries()) rows[index]?.update(field);
      setText(
        note,
        l10n.t("{0}: {1}", strategy, fields.map(({ id, value }) => `${id} ${numberText(value)}`).join(l10n.t(", "))),
      );
      setText(sentence, model.whatIf?.sentence ?? "");
      // Stays focusable, so that the focus is not lost by the very press.
      reset.setAttribute("aria-disabled", String(!isChanged(model)));
    },
  };
}

function createRow(first: WhatIfField, set: (value: number | null) => void): Row {
  const { id } = first;
  const name = `what-if-${id}`;
  let field = first;
  /** What Escape goes back to. */
  let before = "";
  const input = h("input", {
    class: "input tabular",
    id: name,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    size: 10,
    "aria-describedby": `${name}-about ${name}-error`,
  });
  const about = h("span", { class: "muted note", id: `${name}-about` });
  const error = h("p", { class: "field-error note", id: `${name}-error` });
  const changed = h("span", { class: "tag" }, l10n.t("changed"));
  const mark = (wrong: boolean): void => {
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    setText(error, wrong ? field.rule : "");
  };
  const apply = (): void => {
    const value = readDecimal(input.value);
    const wrong = value === null || !isInside(value, field);
    mark(wrong);
    if (wrong) return;
    set(input.value.trim() === numberText(field.computed) || value === field.computed ? null : value);
  };
  input.addEventListener("focus", () => {
    before = numberText(field.value);
  });
  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = before;
    apply();
  });
  return {
    id,
    element: h(
      "div",
      { class: "what-if-row" },
      h("label", { class: "what-if-name", for: name }, id),
      input,
      h("span", { class: "what-if-about" }, changed, about),
      error,
    ),
    update(next) {
      field = next;
      const isOther = field.value !== field.computed;
      changed.hidden = !isOther;
      const computed = numberText(field.computed);
      setText(about, isOther ? l10n.t("computed {0}; {1}", computed, field.about) : field.about);
      const kept = document.activeElement === input || input.getAttribute("aria-invalid") === "true";
      if (!kept || input.value === "") input.value = numberText(field.value);
    },
  };
}

function isInside(value: number, { least, above, most }: WhatIfField): boolean {
  return (above ? value > least : value >= least) && value <= most;
}

/** "1.5", ".5", "1e6"; null for anything else. */
export function readDecimal(text: string): number | null {
  return /^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : null;
}

/** A value in so many digits as fit the field. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}
