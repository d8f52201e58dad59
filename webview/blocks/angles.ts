/** Block 5: the rotary angles of the selected pair, pretrained against extended, a row a strategy. */
import type { AnglesModel, PreviewModel, StrategyId } from "../../src/protocol/index.ts";
import { AngleChart, type Arc, angleScale } from "../charts/angle-chart.ts";
import { emphasise, h, replaceChildren, setText } from "../dom.ts";
import { countText, disturbanceText, factorText, wavelengthText } from "../format.ts";
import { icon } from "../icons.ts";
import { numberField } from "../number-field.ts";
import { swatch } from "../swatch.ts";
import { currentTheme, type Theme } from "../theme.ts";
import { type Actions, type Block, type ModelView, pairCount, strategyOf } from "../view.ts";

const WHOLE: Arc = { from: 0, to: 360 };
const ARCS: readonly { readonly title: string; readonly arc: Arc }[] = [
  { title: "whole circle", arc: WHOLE },
  { title: "0° to 180°", arc: { from: 0, to: 180 } },
  { title: "180° to 360°", arc: { from: 180, to: 360 } },
  ...[0, 90, 180, 270].map((from) => ({ title: `${from}° to ${from + 90}°`, arc: { from, to: from + 90 } })),
];

interface Row {
  readonly element: HTMLElement;
  readonly facts: HTMLElement;
  readonly plot: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly chart: AngleChart;
}

export function createAngles(actions: Actions): Block {
  let pair = 0;
  const title = h("h2", { id: "angles-title" });
  const note = h("p", { class: "muted note" });
  const sentence = h("p", { class: "sentence" });
  const key = h("div", { class: "key" });
  const rowsBox = h("div", { class: "angle-rows" });
  const rows = new Map<StrategyId, Row>();
  const previous = stepButton("pair-previous", "Previous pair", "left", () => actions.selectPair(pair - 1));
  const next = stepButton("pair-next", "Next pair", "right", () => actions.selectPair(pair + 1));
  const field = numberField({
    id: "pair",
    size: 4,
    min: 0,
    max: 0,
    label: "Frequency pair",
    apply: actions.selectPair,
  });
  const part = h(
    "select",
    { class: "select", id: "arc", "aria-label": "Part of the circle" },
    ...ARCS.map(({ title: text }, index) => h("option", { value: index }, text)),
  );
  part.value = String(firstArc());
  let shown: ModelView | null = null;
  /** What the charts were last drawn of; the cursor runs ahead of the answer, and they wait for it. */
  let drawnOf: readonly unknown[] = [];
  part.addEventListener("change", () => {
    if (shown !== null) update(shown);
  });

  function update(view: ModelView): void {
    shown = view;
    pair = view.pair;
    const { model } = view;
    const last = pairCount(model) - 1;
    setText(title, `Angles of pair ${pair}`);
    field.limit(0, last);
    field.show(pair);
    previous.disabled = pair <= 0;
    next.disabled = pair >= last;
    const { angles } = model;
    if (angles === null) return;
    setText(
      note,
      `Wavelength ${wavelengthText(angles.wavelength)} tokens. A strategy is drawn upwards, pretraining downwards: a mirror image means undisturbed.`,
    );
    replaceChildren(sentence, ...emphasise(angles.sentence, model.drawn));
    replaceChildren(
      key,
      keyEntry("pretrained", `pretrained, ${model.analysis.pretrainedLength} positions`),
      keyEntry("new-angles", "extended, where pretraining never was"),
    );
    const theme = currentTheme();
    const inputs = [angles, model.analysis, model.drawn, part.value, theme];
    if (inputs.every((input, k) => input === drawnOf[k])) return;
    drawnOf = inputs;
    arrangeRows(model.drawn);
    drawRows(model, angles, ARCS[Number(part.value)]?.arc ?? WHOLE, theme);
  }

  /** Keeps the charts that stay, and puts all in the order of the model. */
  function arrangeRows(drawn: readonly StrategyId[]): void {
    for (const [id, row] of rows) {
      if (drawn.includes(id)) continue;
      row.chart.destroy();
      row.element.remove();
      rows.delete(id);
    }
    for (const [index, id] of drawn.entries()) {
      const row = rows.get(id) ?? createRow(id);
      rows.set(id, row);
      if (rowsBox.children[index] !== row.element) rowsBox.insertBefore(row.element, rowsBox.children[index] ?? null);
    }
  }

  function drawRows(model: PreviewModel, angles: AnglesModel, arc: Arc, theme: Theme): void {
    const { pretrainedLength, targetLength } = model.analysis;
    const scale = angleScale(
      [angles.pretrained, ...angles.extended.map(({ counts }) => counts)],
      [pretrainedLength, ...angles.extended.map(() => targetLength)],
      arc,
    );
    for (const [index, { id, counts, newPositions }] of angles.extended.entries()) {
      const row = rows.get(id);
      if (row === undefined) continue;
      const last = index === angles.extended.length - 1;
      row.plot.classList.toggle("with-axis", last);
      const strategy = strategyOf(model, id);
      const disturbance = disturbanceText(strategy?.perDimension[angles.pair] ?? 0);
      const factor = factorText(strategy?.factors[angles.pair] ?? 1);
      setText(row.facts, `disturbance ${disturbance} · λ ${factor} · ${countText(newPositions)} at new angles`);
      row.canvas.setAttribute(
        "aria-label",
        `Histogram of pair ${angles.pair}, ${id} against pretraining: disturbance ${disturbance}; ${countText(newPositions)} of ${countText(targetLength)} positions at angles that pretraining never visited.`,
      );
      row.chart.update({ id, counts, angles, scale, pretrainedLength, targetLength, last }, theme);
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
          h("span", { class: "select-box" }, part),
        ),
      ),
      sentence,
      key,
      rowsBox,
    ),
    inputs: ({ model, pair }) => [model.angles, model.analysis, model.drawn, pair],
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

function createRow(id: StrategyId): Row {
  const facts = h("span", { class: "muted tabular" });
  const canvas = h("canvas", { id: `angles-${id}`, role: "img" });
  const plot = h("div", { class: "plot plot-angles" }, canvas);
  return {
    element: h("div", { class: "angle-row" }, h("h3", {}, swatch(id), id, facts), plot),
    facts,
    plot,
    canvas,
    chart: new AngleChart(canvas),
  };
}

/** A narrow page opens on a part of the circle, so that single bins are seen. */
function firstArc(): number {
  if (innerWidth < 600) return 3;
  return innerWidth < 860 ? 1 : 0;
}
