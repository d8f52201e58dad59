/** How the angles are drawn: which part of the circle, as what, in which unit. */
import * as l10n from "@vscode/l10n";
import { arcText, WHOLE_CIRCLE } from "../charts/angle-range.ts";
import type { AngleUnit, Arc } from "../charts/angle-scale.ts";
import { h, setText } from "../dom.ts";
import type { Looks } from "../looks.ts";

export type AngleShape = "bars" | "bars-logarithmic" | "circle";

const ARCS: readonly Arc[] = [
  WHOLE_CIRCLE,
  { from: 0, to: 180 },
  { from: 180, to: 360 },
  ...[0, 90, 180, 270].map((from) => ({ from, to: from + 90 })),
];
const SHAPES: readonly AngleShape[] = ["bars", "bars-logarithmic", "circle"];

function shapeText(shape: AngleShape): string {
  switch (shape) {
    case "bars":
      return l10n.t("bars");
    case "bars-logarithmic":
      return l10n.t("bars, logarithmic");
    case "circle":
      return l10n.t("circle");
  }
}

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
  const shape = choice("shape", l10n.t("Drawn as"), SHAPES.map(shapeText));
  const unit = choice("unit", l10n.t("Unit of angles"), [l10n.t("degrees"), l10n.t("radians")]);
  const arc = choice("arc", l10n.t("Part of the circle"), ARCS.map(arcText));
  const other = h("option", { value: "other" });
  let shown: Arc = WHOLE_CIRCLE;
  const show = (next: Arc): void => {
    shown = next;
    const index = ARCS.findIndex((one) => one.from === next.from && one.to === next.to);
    if (index >= 0) other.remove();
    else {
      setText(other, arcText(next));
      if (!other.isConnected) arc.append(other);
    }
    arc.selectedIndex = index >= 0 ? index : ARCS.length;
  };
  const keep = (): void => looks.keep("angles.arc", `${shown.from} ${shown.to}`);
  show(readArc(looks.recall("angles.arc")) ?? firstArc());
  const wanted = { shape: looks.recall("angles.shape"), unit: looks.recall("angles.unit") };
  const known: readonly unknown[] = SHAPES;
  shape.selectedIndex = Math.max(0, known.indexOf(wanted.shape));
  unit.selectedIndex = wanted.unit === "radians" ? 1 : 0;
  const shapeOf = (): AngleShape => SHAPES[shape.selectedIndex] ?? "bars";
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
    shown = ARCS[arc.selectedIndex] ?? shown;
    keep();
    changed("arc");
  });
  return {
    arcElement: box(arc),
    looksElement: h("div", { class: "angle-looks" }, box(shape), box(unit)),
    arc: () => shown,
    setArc(next) {
      show(next);
      keep();
    },
    shape: shapeOf,
    unit: () => (unit.selectedIndex === 1 ? "radians" : "degrees"),
  };
}

function box(select: HTMLSelectElement): HTMLElement {
  return h("span", { class: "select-box" }, select);
}

function choice(id: string, label: string, options: readonly string[]): HTMLSelectElement {
  return h(
    "select",
    { class: "select", id, "aria-label": label },
    ...options.map((title, index) => h("option", { value: index }, title)),
  );
}

/** A narrow page opens on a part of the circle, so that single bins are seen. */
function firstArc(): Arc {
  if (innerWidth < 600) return { from: 0, to: 90 };
  return innerWidth < 860 ? { from: 0, to: 180 } : WHOLE_CIRCLE;
}

/** Out of what was kept; null for anything that is no part of the circle. */
function readArc(kept: unknown): Arc | null {
  if (typeof kept !== "string") return null;
  const [from = Number.NaN, to = Number.NaN] = kept.split(" ").map(Number);
  return from >= 0 && from < to && to <= 360 ? { from, to } : null;
}
