/** How the angles are drawn: which part of the circle, as what, in which unit. */
import type { AngleUnit, Arc } from "../charts/angle-scale.ts";
import { h } from "../dom.ts";

export type AngleShape = "bars" | "bars-logarithmic" | "circle";

const WHOLE: Arc = { from: 0, to: 360 };
const ARCS: readonly { readonly title: string; readonly arc: Arc }[] = [
  { title: "whole circle", arc: WHOLE },
  { title: "0° to 180°", arc: { from: 0, to: 180 } },
  { title: "180° to 360°", arc: { from: 180, to: 360 } },
  ...[0, 90, 180, 270].map((from) => ({ title: `${from}° to ${from + 90}°`, arc: { from, to: from + 90 } })),
];
const SHAPES: readonly { readonly shape: AngleShape; readonly title: string }[] = [
  { shape: "bars", title: "bars" },
  { shape: "bars-logarithmic", title: "bars, logarithmic" },
  { shape: "circle", title: "circle" },
];

export interface AngleChoices {
  readonly arcElement: HTMLElement;
  readonly looksElement: HTMLElement;
  arc(): Arc;
  shape(): AngleShape;
  unit(): AngleUnit;
}

export function createAngleChoices(changed: () => void): AngleChoices {
  const shape = choice("shape", "Drawn as", SHAPES);
  const unit = choice("unit", "Unit of angles", [{ title: "degrees" }, { title: "radians" }]);
  const arc = choice("arc", "Part of the circle", ARCS);
  arc.value = String(firstArc());
  const shapeOf = (): AngleShape => SHAPES[shape.selectedIndex]?.shape ?? "bars";
  for (const select of [shape, unit, arc]) {
    select.addEventListener("change", () => {
      arc.disabled = shapeOf() === "circle";
      changed();
    });
  }
  return {
    arcElement: box(arc),
    looksElement: h("div", { class: "angle-looks" }, box(shape), box(unit)),
    arc: () => ARCS[arc.selectedIndex]?.arc ?? WHOLE,
    shape: shapeOf,
    unit: () => (unit.selectedIndex === 1 ? "radians" : "degrees"),
  };
}

function box(select: HTMLSelectElement): HTMLElement {
  return h("span", { class: "select-box" }, select);
}

function choice(id: string, label: string, options: readonly { readonly title: string }[]): HTMLSelectElement {
  return h(
    "select",
    { class: "select", id, "aria-label": label },
    ...options.map(({ title }, index) => h("option", { value: index }, title)),
  );
}

/** A narrow page opens on a part of the circle, so that single bins are seen. */
function firstArc(): number {
  if (innerWidth < 600) return 3;
  return innerWidth < 860 ? 1 : 0;
}
