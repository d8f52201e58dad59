/** Block 1: what is extended, from which length to which, and whether what is below belongs to the file as it is. */
import type { PreviewModel } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { scaleText } from "../format.ts";
import { icon } from "../icons.ts";
import { lengthSlider } from "../length-slider.ts";
import { numberField } from "../number-field.ts";
import type { Actions, View } from "../view.ts";

/** Longer windows than any model's; keeps the histograms' counts exact. */
const LONGEST = 2 ** 31;

export interface Header {
  readonly element: HTMLElement;
  update(view: View & { readonly model: PreviewModel }): void;
}

export function createHeader(actions: Actions): Header {
  const title = h("h1");
  const status = h("span", { class: "status", role: "status" });
  const file = h("span", { class: "ellipsis" });
  const figures = h("span", { class: "tabular" });
  const facts = h("p", { class: "head-facts muted note" }, file, figures);
  const pretrained = h("output", { class: "tabular" });
  const source = h("span", { class: "source muted" });
  const scale = h("output", { class: "tabular", "aria-label": "Scale" });
  const note = h("span", { class: "unseen", id: "target-note" });
  const target = numberField({
    id: "target",
    size: 8,
    min: 1,
    max: LONGEST,
    label: "Target length in tokens",
    describedBy: "target-note",
    apply: actions.setTargetLength,
  });
  const slider = lengthSlider(actions.slideTargetLength);
  const bins = numberField({ id: "bins", size: 4, min: 36, max: 1440, apply: actions.setBins });
  const pin = h("button", { class: "icon-button", id: "pin", type: "button" });
  pin.addEventListener("click", () => actions.setPinned(pin.getAttribute("aria-pressed") !== "true"));

  const form = h(
    "div",
    { class: "head-form", role: "group", "aria-label": "Context window" },
    field("Pretrained length", pretrained, source),
    h("span", { class: "head-arrow" }, icon("arrow")),
    h(
      "div",
      { class: "field field-target" },
      h("label", { class: "label", for: "target" }, "Target length"),
      h("span", { class: "value" }, target.element, slider.element),
      note,
    ),
    field("Scale", scale),
    h("div", { class: "field" }, h("label", { class: "label", for: "bins" }, "Bins"), value(bins.element)),
  );
  const element = h(
    "header",
    { class: "head" },
    h("div", { class: "head-title" }, h("div", { class: "head-line" }, title, status), facts),
    form,
    h("div", { class: "head-actions" }, pin),
  );

  return {
    element,
    update(view) {
      const { model, query } = view;
      const { analysis } = model;
      setText(title, model.title);
      setText(file, model.file);
      file.title = model.file;
      setText(figures, `θ ${model.theta} · rotary dimension ${model.rotaryDim}${ropeTypeText(model)}`);
      const targetLength = query.targetLength ?? analysis.targetLength;
      form.hidden = analysis.reason === "sliding" || analysis.reason === "nope";
      setText(pretrained, String(analysis.pretrainedLength));
      setText(source, model.pretrainedLengthSource);
      source.title = model.pretrainedLengthSource;
      target.show(targetLength);
      slider.show(analysis.pretrainedLength, targetLength);
      const times = scaleText(targetLength / analysis.pretrainedLength);
      setText(scale, times);
      const from = model.targetLengthSource === undefined ? "" : `From ${model.targetLengthSource}. `;
      setText(note, `${from}${times} the pretrained length.`);
      bins.show(query.bins);
      updatePin(pin, view.pinned);
      updateStatus(status, view, actions);
    },
  };
}

function field(label: string, ...content: readonly HTMLElement[]): HTMLElement {
  return h("div", { class: "field" }, h("span", { class: "label" }, label), value(...content));
}

function value(...content: readonly HTMLElement[]): HTMLElement {
  return h("span", { class: "value" }, ...content);
}

/** Tabs name the type of each. */
function ropeTypeText({ ropeType, ropes }: PreviewModel): string {
  return ropeType === "default" || ropes.length > 1 ? "" : ` · ${ropeType}`;
}

function updatePin(pin: HTMLButtonElement, pinned: boolean): void {
  if (pin.getAttribute("aria-pressed") === String(pinned)) return;
  pin.setAttribute("aria-pressed", String(pinned));
  pin.setAttribute("aria-label", "Keep showing this file");
  pin.title = pinned ? "Keeps showing this file" : "Keep showing this file (now follows the active editor)";
  replaceChildren(pin, icon(pinned ? "pinned" : "pin"));
}

function updateStatus(status: HTMLElement, { freshness, progress }: View, actions: Actions): void {
  const text =
    freshness === "stale"
      ? "Editing, results not updated yet"
      : freshness === "loading"
        ? progress === null
          ? "Comparing"
          : `Comparing: ${progress.done} of ${progress.total} grids`
        : "";
  if (status.dataset.text === text) return;
  status.dataset.text = text;
  if (text === "") replaceChildren(status);
  else if (freshness === "stale") replaceChildren(status, icon("edit"), text);
  else {
    const cancel = h("button", { class: "link", id: "cancel", type: "button" }, "Cancel");
    cancel.addEventListener("click", actions.cancel);
    replaceChildren(status, icon("busy"), text, cancel);
  }
}
