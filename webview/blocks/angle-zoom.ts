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

  listen(rows, { arc: () => arc, zoom, move, set, moveFrom: (start, share) => set(moved(start, share, bins)) });

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

interface Zooming {
  /** null: nothing to zoom */
  arc(): Arc | null;
  set(arc: Arc): void;
  /** @param at the share of the plot that stays in place */
  zoom(factor: number, at?: number): void;
  move(share: number): void;
  moveFrom(start: Arc, share: number): void;
}

function listen(rows: HTMLElement, zooming: Zooming): void {
  const keys = keysOf(zooming);
  rows.addEventListener("keydown", (event) => {
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (run === undefined || zooming.arc() === null) return;
    event.preventDefault();
    run();
  });
  rows.addEventListener("wheel", (event) => turn(event, zooming), { passive: false });
  rows.addEventListener("pointerdown", (event) => drag(event, zooming));
}

function keysOf({ set, zoom, move }: Zooming): Readonly<Record<string, () => void>> {
  return {
    "+": () => zoom(ZOOM),
    "=": () => zoom(ZOOM),
    "-": () => zoom(1 / ZOOM),
    "0": () => set(WHOLE_CIRCLE),
    ArrowLeft: () => move(-MOVE),
    ArrowRight: () => move(MOVE),
    Home: () => move(-360),
    End: () => move(360),
  };
}

function turn(event: WheelEvent, { arc: shown, zoom, move }: Zooming): void {
  const at = plotShareAt(event.target, event.clientX);
  const arc = shown();
  if (arc === null || at === null) return;
  // A pinch comes as a wheel with Ctrl. The bare wheel scrolls the page.
  if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY * WHEEL), at);
  else if (event.deltaX !== 0 && Math.abs(event.deltaX) > Math.abs(event.deltaY) && !isWhole(arc)) {
    move(event.deltaX * WHEEL);
  } else return;
  event.preventDefault();
}

function drag({ target, button, pointerId, clientX }: PointerEvent, { arc, moveFrom }: Zooming): void {
  const start = arc();
  const at = plotShareAt(target, clientX);
  if (start === null || isWhole(start) || at === null || button !== 0 || !(target instanceof HTMLElement)) return;
  target.setPointerCapture(pointerId);
  const follow = (moving: PointerEvent): void => {
    const to = plotShareAt(target, moving.clientX);
    if (to !== null) moveFrom(start, at - to);
  };
  const end = (): void => {
    target.removeEventListener("pointermove", follow);
    target.removeEventListener("pointerup", end);
    target.removeEventListener("pointercancel", end);
  };
  target.addEventListener("pointermove", follow);
  target.addEventListener("pointerup", end);
  target.addEventListener("pointercancel", end);
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
