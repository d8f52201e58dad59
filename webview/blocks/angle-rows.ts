/** The strategies' rows of the angles block, in the order of the model; those that stay keep their charts. */
import type { AnglesModel, PreviewModel, StrategyId } from "../../src/protocol/index.ts";
import { linearShares, logarithmicShares } from "../charts/angle-scale.ts";
import { h } from "../dom.ts";
import type { Theme } from "../theme.ts";
import { strategyOf } from "../view.ts";
import type { AngleChoices } from "./angle-choices.ts";
import { type AngleRowView, createAngleRow } from "./angle-row.ts";

export interface AngleRows {
  readonly element: HTMLElement;
  /** Forgets the charts: another shape takes others. */
  clear(): void;
  draw(model: PreviewModel, angles: AnglesModel, theme: Theme): void;
}

/** @param choices asked for the looks at every drawing */
export function createAngleRows(choices: AngleChoices): AngleRows {
  const element = h("div", { class: "angle-rows" });
  const rows = new Map<StrategyId, AngleRowView>();

  function drop(id: StrategyId): void {
    rows.get(id)?.remove();
    rows.delete(id);
  }

  function arrange(drawn: readonly StrategyId[]): void {
    const shape = choices.shape() === "circle" ? "circle" : "bars";
    element.classList.toggle("as-bars", shape === "bars");
    element.classList.toggle("as-circle", shape === "circle");
    for (const id of [...rows.keys()]) if (!drawn.includes(id)) drop(id);
    for (const [index, id] of drawn.entries()) {
      const row = rows.get(id) ?? createAngleRow(id, shape);
      rows.set(id, row);
      if (element.children[index] !== row.element) element.insertBefore(row.element, element.children[index] ?? null);
    }
  }

  return {
    element,
    clear() {
      for (const id of [...rows.keys()]) drop(id);
    },
    draw(model, angles, theme) {
      arrange(model.drawn);
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
    },
  };
}
