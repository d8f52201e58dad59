/** Block 2: which strategy, under which assumptions, what to do about it, and what the file would become. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import { swatch } from "../swatch.ts";
import { type Actions, type Block, isChanged, type ModelView } from "../view.ts";
import { createAssumptions } from "./assumptions.ts";
import { createDiff, hasChange } from "./diff.ts";
import { createFactors } from "./factors.ts";
import { createFindings } from "./findings.ts";
import { createFlagsMenu } from "./flags-menu.ts";
import { createWhatIf } from "./what-if.ts";

export function createAnswer(actions: Actions): Block {
  const assumptions = createAssumptions(actions);
  const title = h("h2", { class: "answer-title", id: "answer-title" });
  const evidence = h("p", { class: "answer-facts" });
  const insert = h("button", { class: "button primary", id: "insert", type: "button" });
  insert.addEventListener("click", actions.insert);
  const flags = createFlagsMenu(actions);
  const caveat = h("p", { class: "caveat note" });
  const factors = createFactors();
  const diff = createDiff(actions);
  const whatIf = createWhatIf(actions);
  const findings = createFindings(actions);

  return {
    element: h(
      "section",
      { class: "answer", "aria-labelledby": "answer-title" },
      h(
        "div",
        { class: "answer-text" },
        assumptions.element,
        title,
        evidence,
        h("div", { class: "buttons" }, insert, flags.element),
        caveat,
        factors.element,
      ),
      h("div", { class: "answer-side" }, diff.element, whatIf.element, findings.element),
    ),
    inputs: ({ model, freshness, query }) => [
      model.headline,
      model.evidence,
      model.caveat,
      model.analysis,
      model.chosen,
      model.support,
      model.factorsSentence,
      model.diff,
      model.parameters,
      model.whatIf,
      model.findings,
      model.flags,
      freshness,
      query.use,
      query.runtime,
      query.dialect,
    ],
    update(view) {
      const { model } = view;
      const { recommended } = model.analysis;
      assumptions.update(view);
      replaceChildren(title, recommended === null ? null : swatch(recommended), model.headline);
      setText(evidence, model.evidence);
      setText(insert, insertText(model));
      insert.disabled = !canInsert(view);
      flags.update(view);
      updateCaveat(caveat, view, actions);
      factors.update(view);
      diff.update(view);
      whatIf.update(view);
      findings.update(view);
    },
  };
}

function insertText(model: PreviewModel): string {
  if (model.chosen === null) return l10n.t("Insert a strategy…");
  return isChanged(model) ? l10n.t("Insert changed {0}…", model.chosen) : l10n.t("Insert {0}…", model.chosen);
}

/** Only what belongs to the file as it is may be inserted into it. */
export function canInsert({ freshness, model }: Pick<ModelView, "freshness" | "model">): boolean {
  return freshness === "current" && model.chosen !== null && hasChange(model);
}

function updateCaveat(element: HTMLElement, { model }: ModelView, actions: Actions): void {
  const { caveat } = model;
  element.hidden = caveat === null;
  if (caveat === null) return;
  const text = h("span", {}, caveat.text);
  if (caveat.evidenceLink) {
    const link = h("button", { class: "link in-text", id: "evidence-link", type: "button" }, l10n.t("Evidence"));
    link.addEventListener("click", () => actions.open("evidence"));
    text.append(" ", link);
  }
  const measure = h(
    "button",
    { class: "link in-text", id: "measure-link", type: "button" },
    l10n.t("Measure on my model"),
  );
  measure.addEventListener("click", actions.measure);
  text.append(" ", measure);
  replaceChildren(element, icon(caveat.warning ? "warning" : "info"), text);
}
