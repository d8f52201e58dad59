/** How each strategy looks, and what it is in a few words. */
import * as l10n from "@vscode/l10n";
import type { StrategyId } from "../src/protocol/index.ts";

export type Marker = "disc" | "square" | "triangle" | "diamond" | "triangle-down" | "plus" | "ring" | "star" | "cross";

export interface StrategyLook {
  readonly marker: Marker;
  /** Lengths of strokes and gaps in px; empty: solid. */
  readonly dash: readonly number[];
}

export const STRATEGY_LOOKS: Readonly<Record<StrategyId, StrategyLook>> = {
  resonant: { marker: "disc", dash: [] },
  distributional: { marker: "square", dash: [6, 3] },
  linear: { marker: "triangle", dash: [10, 4] },
  yarn: { marker: "diamond", dash: [2, 2] },
  llama3: { marker: "triangle-down", dash: [8, 3, 2, 3] },
  ntk: { marker: "plus", dash: [4, 4] },
  dynamic: { marker: "ring", dash: [12, 3, 2, 3, 2, 3] },
  longrope: { marker: "star", dash: [5, 2] },
  none: { marker: "cross", dash: [1, 3] },
};

/** What a strategy is, in a few words. */
export function aboutStrategy(id: StrategyId): string {
  switch (id) {
    case "resonant":
      return l10n.t("smooth, drift only");
    case "distributional":
      return "Wu et al. 2024";
    case "linear":
      return l10n.t("position interpolation");
    case "yarn":
      return l10n.t("ramp by wavelength");
    case "llama3":
      return l10n.t("ramp, Llama 3.1");
    case "ntk":
      return l10n.t("larger rope_theta");
    case "dynamic":
      return l10n.t("theta by length");
    case "longrope":
      return l10n.t("as given in the file");
    case "none":
      return l10n.t("as pretrained");
  }
}

/** Markers that are lines and have no inside. */
export function isOpenMarker(marker: Marker): boolean {
  return marker === "plus" || marker === "cross" || marker === "star";
}

/** Path of a marker of radius `r` around (x, y), for SVG and canvas alike; sizes even out the areas. */
export function markerPath(marker: Marker, x: number, y: number, r: number): string {
  switch (marker) {
    case "disc":
    case "ring":
      return `M${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}A${r} ${r} 0 1 1 ${x - r} ${y}Z`;
    case "square":
      return polygon(x, y, r * 0.86 * Math.SQRT2, 4, Math.PI / 4);
    case "diamond":
      return polygon(x, y, r * 1.2, 4, 0);
    case "triangle":
      return polygon(x, y + r * 0.2, r * 1.3, 3, -Math.PI / 2);
    case "triangle-down":
      return polygon(x, y - r * 0.2, r * 1.3, 3, Math.PI / 2);
    case "plus":
      return strokes(x, y, r, [0, Math.PI / 2]);
    case "cross":
      return strokes(x, y, r * 1.12, [Math.PI / 4, (3 * Math.PI) / 4]);
    case "star":
      return strokes(x, y, r, [0, Math.PI / 3, (2 * Math.PI) / 3]);
  }
}

function polygon(x: number, y: number, r: number, corners: number, start: number): string {
  const points = Array.from({ length: corners }, (_, k) => point(x, y, r, start + (2 * Math.PI * k) / corners));
  return `M${points.join("L")}Z`;
}

function strokes(x: number, y: number, r: number, angles: readonly number[]): string {
  return angles.map((angle) => `M${point(x, y, r, angle)}L${point(x, y, -r, angle)}`).join("");
}

function point(x: number, y: number, r: number, angle: number): string {
  return `${(x + r * Math.cos(angle)).toFixed(2)} ${(y + r * Math.sin(angle)).toFixed(2)}`;
}
