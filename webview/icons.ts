/** The page's icons: strokes on a grid of 16 by 16, in the colour of the text. */
import { svg } from "./dom.ts";

const PATHS = {
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  warning: "M8 2.2 14.6 13.8H1.4ZM8 6.4v3.8M8 11.4v1",
  unknown: "M5.6 6a2.4 2.4 0 1 1 3.6 2.1C8.4 8.6 8 9 8 10M8 12v1",
  info: "M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6M8 7.2v4M8 4.6v1",
  error: "M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8",
  right: "M6 3.5 10.5 8 6 12.5",
  left: "M10 3.5 5.5 8 10 12.5",
  down: "M3.5 6 8 10.5 12.5 6",
  arrow: "M2.5 8h11M9.5 4 13.5 8l-4 4",
  pin: "M1.5 8H6M6 4.5v7M6 5.5h4.5l2.5-1.5v8l-2.5-1.5H6",
  pinned: "M8 14.5V10M4.5 10h7M5.5 10V5.5L4 3h8l-1.5 2.5V10",
  edit: "M2.5 13.5 3.3 10.4 11 2.7l2.3 2.3-7.7 7.7ZM9.5 4.2l2.3 2.3",
  busy: "M13.5 8A5.5 5.5 0 0 1 3.6 11.3M2.5 8a5.5 5.5 0 0 1 9.9-3.3M12.6 1.8v3h-3M3.4 14.2v-3h3",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  whole: "M8 2.5a5.5 5.5 0 1 1 0 11A5.5 5.5 0 0 1 8 2.5",
  copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
  picture: "M2 3h12v10H2ZM2 11l3.5-3.5L9 11l2-2 3 3M10.5 5.5v1",
  table: "M2 3h12v10H2ZM2 6.5h12M2 9.8h12M6.5 3v10",
  braces:
    "M6 2.5H5A1.5 1.5 0 0 0 3.5 4v2.5L2 8l1.5 1.5V12A1.5 1.5 0 0 0 5 13.5h1M10 2.5h1A1.5 1.5 0 0 1 12.5 4v2.5L14 8l-1.5 1.5V12a1.5 1.5 0 0 1-1.5 1.5h-1",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it says stands beside it in words, or in the name of its control. */
export function icon(name: IconName): SVGSVGElement {
  return svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: PATHS[name] }),
  );
}
