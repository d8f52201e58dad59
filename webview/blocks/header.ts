/** Block 1: what is extended, from which length to which, and whether what is below belongs to the file as it is. */
import * as l10n from "@vscode/l10n";
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
  const scale = h("output", { class: "tabular", "aria-label": l10n.t("Scale") });
  const note = h("span", { class: "unseen", id: "target-note" });
  const target = numberField({
    id: "target",
    size: 8,
    min: 1,
    max: LONGEST,
    label: l10n.t("Target length in tokens"),
    describedBy: "target-note",
    apply: actions.setTargetLength,
  });
  const slider = lengthSlider(actions.slideTargetLength);
  const bins = numberField({ id: "bins", size: 4, min: 36, max: 1440, apply: actions.setBins });
  const pin = h("button", { class: "icon-button", id: "pin", type: "button" });
  pin.addEventListener("click", () => actions.setPinned(pin.getAttribute("aria-pressed") !== "true"));

  const form = h(
    "div",
    { class: "head-form", role: "group", "aria-label": l10n.t("Context window") },
    field(l10n.t("Pretrained length"), pretrained, source),
    h("span", { class: "head-arrow" }, icon("arrow")),
    h(
      "div",
      { class: "field field-target" },
      h("label", { class: "label", for: "target" }, l10n.t("Target length")),
      h("span", { class: "value" }, target.element, slider.element),
      note,
    ),
    field(l10n.t("Scale"), scale),
    h("div", { class: "field" }, h("label", { class: "label", for: "bins" }, l10n.t("Bins")), value(bins.element)),
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
      setText(figures, `${l10n.t("θ {0} · rotary dimension {1}", model.theta, model.rotaryDim)}${ropeTypeText(model)}`);
      const targetLength = query.targetLength ?? analysis.targetLength;
      form.hidden = analysis.reason === "sliding" || analysis.reason === "nope";
      setText(pretrained, String(analysis.pretrainedLength));
      setText(source, model.pretrainedLengthSource);
      source.title = model.pretrainedLengthSource;
      target.show(targetLength);
      slider.show(analysis.pretrainedLength, targetLength);
      const times = scaleText(targetLength / analysis.pretrainedLength);
      setText(scale, times);
      setText(note, targetNote(model.targetLengthSource, times));
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

function targetNote(source: string | undefined, times: string): string {
  return source === undefined
    ? l10n.t("{0} the pretrained length.", times)
    : l10n.t("From {0}. {1} the pretrained length.", source, times);
}

function updatePin(pin: HTMLButtonElement, pinned: boolean): void {
  if (pin.getAttribute("aria-pressed") === String(pinned)) return;
  pin.setAttribute("aria-pressed", String(pinned));
  pin.setAttribute("aria-label", l10n.t("Keep showing this file"));
  pin.title = pinned
    ? l10n.t("Keeps showing this file")
    : l10n.t("Keep showing this file (now follows the active editor)");
  replaceChildren(pin, icon(pinned ? "pinned" : "pin"));
}

function updateStatus(status: HTMLElement, { freshness, progress }: View, actions: Actions): void {
  const text =
    freshness === "stale"
      ? l10n.t("Editing, results not updated yet")
      : freshness === "loading"
        ? progress === null
          ? l10n.t("Comparing")
          : l10n.t("Comparing: {0} of {1} grids", progress.done, progress.total)
        : "";
  if (status.dataset.text === text) return;
  status.dataset.text = text;
  if (text === "") replaceChildren(status);
  else if (freshness === "stale") replaceChildren(status, icon("edit"), text);
  else {
    const cancel = h("button", { class: "link", id: "cancel", type: "button" }, l10n.t("Cancel"));
    cancel.addEventListener("click", actions.cancel);
    replaceChildren(status, icon("busy"), text, cancel);
  }
}
