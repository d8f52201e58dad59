/** Block 5: the rotary angles of the selected pair, pretrained against extended, a row a strategy. */
import * as l10n from "@vscode/l10n";
import type { Arc } from "../charts/angle-scale.ts";
import { emphasise, h, replaceChildren, setText } from "../dom.ts";
import { wavelengthText } from "../format.ts";
import { icon } from "../icons.ts";
import { numberField } from "../number-field.ts";
import { currentTheme } from "../theme.ts";
import { type Actions, type Block, type ModelView, pairCount } from "../view.ts";
import { type AngleShape, createAngleChoices } from "./angle-choices.ts";
import { createAngleRows } from "./angle-rows.ts";
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
    if (what === "shape") rows.clear();
    redraw();
  });
  const rows = createAngleRows(choices);
  let asked = 0;
  const zoom = createAngleZoom(rows.element, (arc: Arc) => {
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
    setText(note, noteText(choices.shape(), wavelengthText(angles.wavelength)));
    replaceChildren(sentence, ...emphasise(angles.sentence, model.drawn));
    replaceChildren(
      key,
      keyEntry("pretrained", l10n.t("pretrained, {0} positions", model.analysis.pretrainedLength)),
      keyEntry("new-angles", l10n.t("extended, where pretraining never was")),
    );
    rows.draw(model, angles, theme);
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
      rows.element,
    ),
    inputs: ({ model, pair: selected }) => [model.angles, model.analysis, model.drawn, selected],
    update,
  };
}

function noteText(shape: AngleShape, wavelength: string): string {
  return shape === "circle"
    ? l10n.t(
        "Wavelength {0} tokens. A strategy is drawn outwards, pretraining inwards: a mirror image means undisturbed.",
        wavelength,
      )
    : l10n.t(
        "Wavelength {0} tokens. A strategy is drawn upwards, pretraining downwards: a mirror image means undisturbed.",
        wavelength,
      );
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
