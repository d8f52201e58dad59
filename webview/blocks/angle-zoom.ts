/** Zooming and moving the histograms: Ctrl and wheel, drag, keys, buttons. All rows show the same angles. */
import * as l10n from "@vscode/l10n";
import { plotShareAt } from "../charts/angle-chart.ts";
import { arcText, isWhole, moved, WHOLE_CIRCLE, zoomed } from "../charts/angle-range.ts";
import type { Arc } from "../charts/angle-scale.ts";
import { h, setText } from "../dom.ts";
import { type IconName, icon } from "../icons.ts";

/** One press of a key or a button. */
const ZOOM = 0.5;
const MOVE = 0.25;
/** Per pixel of the wheel. */
const WHEEL = 0.004;

export interface AngleZoom {
  /** Buttons beside the choice of a part. */
  readonly element: HTMLElement;
  /** @param arc null: nothing to zoom, as with circles */
  update(arc: Arc | null, bins: number): void;
}

/** @param rows what the histograms stand in */
export function createAngleZoom(rows: HTMLElement, show: (arc: Arc) => void): AngleZoom {
  let arc: Arc | null = null;
  let bins = 1;
  const said = h("span", { class: "unseen", role: "status" });
  const set = (next: Arc): void => {
    if (arc === null || (next.from === arc.from && next.to === arc.to)) return;
    arc = next;
    setText(said, l10n.t("Angles: {0}", arcText(next)));
    show(next);
  };
  const zoom = (factor: number, at = 0.5): void => {
    if (arc !== null) set(zoomed(arc, factor, at, bins));
  };
  const move = (share: number): void => {
    if (arc !== null) set(moved(arc, share, bins));
  };
  const closer = zoomButton("zoom-in", l10n.t("Zoom in on angles"), wheelOr("+"), "plus", () => zoom(ZOOM));
  const farther = zoomButton("zoom-out", l10n.t("Zoom out of angles"), wheelOr("−"), "minus", () => zoom(1 / ZOOM));
  const reset = zoomButton("zoom-reset", l10n.t("Show the whole circle"), "0", "whole", () => set(WHOLE_CIRCLE));

  const keys: Readonly<Record<string, () => void>> = {
    "+": () => zoom(ZOOM),
    "=": () => zoom(ZOOM),
    "-": () => zoom(1 / ZOOM),
    "0": () => set(WHOLE_CIRCLE),
    ArrowLeft: () => move(-MOVE),
    ArrowRight: () => move(MOVE),
    Home: () => move(-360),
    End: () => move(360),
  };
  rows.addEventListener("keydown", (event) => {
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (run === undefined || arc === null) return;
    event.preventDefault();
    run();
  });
  rows.addEventListener(
    "wheel",
    (event) => {
      const at = plotShareAt(event.target, event.clientX);
      if (arc === null || at === null) return;
      // A pinch comes as a wheel with Ctrl. The bare wheel scrolls the page.
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY * WHEEL), at);
      else if (event.deltaX !== 0 && Math.abs(event.deltaX) > Math.abs(event.deltaY) && !isWhole(arc)) {
        move(event.deltaX * WHEEL);
      } else return;
      event.preventDefault();
    },
    { passive: false },
  );
  rows.addEventListener("pointerdown", (event) => {
    const { target, button, pointerId, clientX } = event;
    const at = plotShareAt(target, clientX);
    if (arc === null || isWhole(arc) || at === null || button !== 0 || !(target instanceof HTMLElement)) return;
    const start = arc;
    target.setPointerCapture(pointerId);
    const drag = (moving: PointerEvent): void => {
      const to = plotShareAt(target, moving.clientX);
      if (to !== null) set(moved(start, at - to, bins));
    };
    const end = (): void => {
      target.removeEventListener("pointermove", drag);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
    };
    target.addEventListener("pointermove", drag);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  });

  return {
    element: h("span", { class: "angle-zoom" }, farther, closer, reset, said),
    update(next, count) {
      arc = next;
      bins = count;
      const whole = arc === null || isWhole(arc);
      closer.disabled = arc === null;
      farther.disabled = whole;
      reset.disabled = whole;
      rows.classList.toggle("zoomed", !whole);
      if (arc === null) {
        rows.removeAttribute("tabindex");
        rows.removeAttribute("role");
        rows.removeAttribute("aria-label");
        return;
      }
      rows.tabIndex = 0;
      rows.setAttribute("role", "group");
      rows.setAttribute("aria-label", l10n.t("Histograms, {0}", arcText(arc)));
    },
  };
}

function wheelOr(key: string): string {
  return l10n.t("{0}, or Ctrl and wheel", key);
}

function zoomButton(id: string, label: string, keys: string, name: IconName, run: () => void): HTMLButtonElement {
  const button = h(
    "button",
    { class: "icon-button", id, type: "button", "aria-label": label, title: l10n.t("{0} ({1})", label, keys) },
    icon(name),
  );
  button.addEventListener("click", run);
  return button;
}
