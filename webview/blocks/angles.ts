/** Block 5: the rotary angles of the selected pair, pretrained against extended, a row a strategy. */
import * as l10n from "@vscode/l10n";
import type { AnglesModel, PreviewModel, StrategyId } from "../../src/protocol/index.ts";
import { type Arc, linearShares, logarithmicShares } from "../charts/angle-scale.ts";
import { emphasise, h, replaceChildren, setText } from "../dom.ts";
import { wavelengthText } from "../format.ts";
import { icon } from "../icons.ts";
import { numberField } from "../number-field.ts";
import { currentTheme, type Theme } from "../theme.ts";
import { type Actions, type Block, type ModelView, pairCount, strategyOf } from "../view.ts";
import { createAngleChoices } from "./angle-choices.ts";
import { type AngleRowView, createAngleRow } from "./angle-row.ts";
import { createAngleZoom } from "./angle-zoom.ts";

export function createAngles(actions: Actions): Block {
  let pair = 0;
  let shown: ModelView | null = null;
  /** What the charts were last drawn of; the cursor runs ahead of the answer, and they wait for it. */
  let drawnOf: readonly unknown[] = [];
  const title = h("h2", { id: "angles-title" });
  const note = h("p", { class: "muted note" });
  const sentence = h("p", { class: "sentence" });
  const key = h("div", { class: "key" });
  const rowsBox = h("div", { class: "angle-rows" });
  const rows = new Map<StrategyId, AngleRowView>();
  const previous = stepButton("pair-previous", l10n.t("Previous pair"), "left", () => actions.selectPair(pair - 1));
  const next = stepButton("pair-next", l10n.t("Next pair"), "right", () => actions.selectPair(pair + 1));
  const field = numberField({
    id: "pair",
    size: 4,
    min: 0,
    max: 0,
    label: l10n.t("Frequency pair"),
    apply: actions.selectPair,
  });
  const redraw = (): void => {
    drawnOf = [];
    if (shown !== null) update(shown);
  };
  const choices = createAngleChoices(actions.looks, (what) => {
    if (what === "shape") {
      for (const row of rows.values()) row.remove();
      rows.clear();
    }
    redraw();
  });
  let asked = 0;
  const zoom = createAngleZoom(rowsBox, (arc: Arc) => {
    choices.setArc(arc);
    // Many moves of a mouse make one picture.
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(redraw);
  });

  function update(view: ModelView): void {
    shown = view;
    pair = view.pair;
    const { model } = view;
    const last = pairCount(model) - 1;
    setText(title, l10n.t("Angles of pair {0}", pair));
    field.limit(0, last);
    field.show(pair);
    previous.disabled = pair <= 0;
    next.disabled = pair >= last;
    const { angles } = model;
    const theme = currentTheme();
    const inputs = [angles, model.analysis, model.drawn, theme];
    if (angles === null || inputs.every((input, k) => input === drawnOf[k])) return;
    drawnOf = inputs;
    zoom.update(choices.shape() === "circle" ? null : choices.arc(), angles.pretrained.length);
    const wavelength = wavelengthText(angles.wavelength);
    setText(
      note,
      choices.shape() === "circle"
        ? l10n.t(
            "Wavelength {0} tokens. A strategy is drawn outwards, pretraining inwards: a mirror image means undisturbed.",
            wavelength,
          )
        : l10n.t(
            "Wavelength {0} tokens. A strategy is drawn upwards, pretraining downwards: a mirror image means undisturbed.",
            wavelength,
          ),
    );
    replaceChildren(sentence, ...emphasise(angles.sentence, model.drawn));
    replaceChildren(
      key,
      keyEntry("pretrained", l10n.t("pretrained, {0} positions", model.analysis.pretrainedLength)),
      keyEntry("new-angles", l10n.t("extended, where pretraining never was")),
    );
    arrangeRows(model.drawn);
    drawRows(model, angles, theme);
  }

  /** Keeps the charts that stay, and puts all in the order of the model. */
  function arrangeRows(drawn: readonly StrategyId[]): void {
    const shape = choices.shape() === "circle" ? "circle" : "bars";
    rowsBox.classList.toggle("as-bars", shape === "bars");
    rowsBox.classList.toggle("as-circle", shape === "circle");
    for (const [id, row] of rows) {
      if (drawn.includes(id)) continue;
      row.remove();
      rows.delete(id);
    }
    for (const [index, id] of drawn.entries()) {
      const row = rows.get(id) ?? createAngleRow(id, shape);
      rows.set(id, row);
      if (rowsBox.children[index] !== row.element) rowsBox.insertBefore(row.element, rowsBox.children[index] ?? null);
    }
  }

  function drawRows(model: PreviewModel, angles: AnglesModel, theme: Theme): void {
    const { pretrainedLength, targetLength } = model.analysis;
    const shares = choices.shape() === "bars-logarithmic" ? logarithmicShares : linearShares;
    const scale = shares([
      { counts: angles.pretrained, total: pretrainedLength },
      ...angles.extended.map(({ counts }) => ({ counts, total: targetLength })),
    ]);
    const common = { angles, scale, arc: choices.arc(), unit: choices.unit(), pretrainedLength, targetLength };
    for (const [index, { id, counts, newPositions }] of angles.extended.entries()) {
      const strategy = strategyOf(model, id);
      const disturbance = strategy?.perDimension[angles.pair] ?? 0;
      const factor = strategy?.factors[angles.pair] ?? 1;
      const last = index === angles.extended.length - 1;
      rows.get(id)?.update({ ...common, id, counts, last }, { disturbance, factor, newPositions }, theme);
    }
  }

  return {
    element: h(
      "section",
      { class: "block", "aria-labelledby": "angles-title" },
      h(
        "div",
        { class: "block-head" },
        title,
        note,
        h(
          "div",
          { class: "block-tools" },
          h("div", { class: "stepper" }, previous, field.element, next),
          choices.arcElement,
          zoom.element,
        ),
      ),
      sentence,
      h("div", { class: "angle-key" }, key, choices.looksElement),
      rowsBox,
    ),
    inputs: ({ model, pair: selected }) => [model.angles, model.analysis, model.drawn, selected],
    update,
  };
}

function stepButton(id: string, label: string, name: "left" | "right", run: () => void): HTMLButtonElement {
  const button = h(
    "button",
    { class: "icon-button", id, type: "button", "aria-label": label, title: label },
    icon(name),
  );
  button.addEventListener("click", run);
  return button;
}

function keyEntry(color: string, text: string): HTMLElement {
  return h("span", {}, h("span", { class: `key-color of-${color}` }), text);
}
