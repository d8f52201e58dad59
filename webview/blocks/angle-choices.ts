/** How the angles are drawn: which part of the circle, as what, in which unit. */
import { arcText, WHOLE_CIRCLE } from "../charts/angle-range.ts";
import type { AngleUnit, Arc } from "../charts/angle-scale.ts";
import { h, setText } from "../dom.ts";
import type { Looks } from "../looks.ts";

export type AngleShape = "bars" | "bars-logarithmic" | "circle";

const ARCS: readonly { readonly title: string; readonly arc: Arc }[] = [
  { title: "whole circle", arc: WHOLE_CIRCLE },
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
  /** Shows any part, among those to choose from or not. */
  setArc(arc: Arc): void;
  shape(): AngleShape;
  unit(): AngleUnit;
}

/** @param changed called with what was chosen anew */
export function createAngleChoices(looks: Looks, changed: (what: "shape" | "unit" | "arc") => void): AngleChoices {
  const shape = choice("shape", "Drawn as", SHAPES);
  const unit = choice("unit", "Unit of angles", [{ title: "degrees" }, { title: "radians" }]);
  const arc = choice("arc", "Part of the circle", ARCS);
  arc.selectedIndex = firstArc();
  let shown = ARCS[arc.selectedIndex]?.arc ?? WHOLE_CIRCLE;
  const other = h("option", { value: "other" });
  const wanted = { shape: looks.recall("angles.shape"), unit: looks.recall("angles.unit") };
  shape.selectedIndex = Math.max(
    0,
    SHAPES.findIndex((one) => one.shape === wanted.shape),
  );
  unit.selectedIndex = wanted.unit === "radians" ? 1 : 0;
  const shapeOf = (): AngleShape => SHAPES[shape.selectedIndex]?.shape ?? "bars";
  arc.disabled = shapeOf() === "circle";
  shape.addEventListener("change", () => {
    arc.disabled = shapeOf() === "circle";
    looks.keep("angles.shape", shapeOf());
    changed("shape");
  });
  unit.addEventListener("change", () => {
    looks.keep("angles.unit", unit.selectedIndex === 1 ? "radians" : "degrees");
    changed("unit");
  });
  arc.addEventListener("change", () => {
    shown = ARCS[arc.selectedIndex]?.arc ?? shown;
    changed("arc");
  });
  return {
    arcElement: box(arc),
    looksElement: h("div", { class: "angle-looks" }, box(shape), box(unit)),
    arc: () => shown,
    setArc(next) {
      shown = next;
      const index = ARCS.findIndex((one) => one.arc.from === next.from && one.arc.to === next.to);
      if (index >= 0) other.remove();
      else {
        setText(other, arcText(next));
        if (!other.isConnected) arc.append(other);
      }
      arc.selectedIndex = index >= 0 ? index : ARCS.length;
    },
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
