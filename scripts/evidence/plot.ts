/** Loss by position as an SVG: a line a strategy, light and dark themes alike. */
import { COMPARED, type Comparison, type LossRecord } from "./records.ts";

const WIDTH = 760;
const HEIGHT = 380;
const LEFT = 52;
const RIGHT = 118;
const TOP = 30;
const BOTTOM = 44;
/** Buckets that are averaged: single ones show the text rather than the strategy. */
const SMOOTHED = 4;
/** Distinguishable with any colour vision (Okabe and Ito), and on white as on black. */
const COLOURS: Readonly<Record<(typeof COMPARED)[number], string>> = {
  resonant: "#d55e00",
  yarn: "#0072b2",
  ntk: "#009e73",
  llama3: "#56b4e9",
  distributional: "#cc79a7",
  linear: "#e69f00",
  none: "#888888",
};

export interface Plot {
  readonly scale: number;
  readonly texts: readonly string[];
  readonly svg: string;
}

/** The mean over the given comparisons, all of one scale, of the strategies that are in every one of them. */
export function lossPlot(comparisons: readonly Comparison[]): Plot {
  const [first] = comparisons;
  if (first === undefined) throw new Error("nothing to draw");
  const shown = COMPARED.filter((id) => comparisons.every(({ byStrategy }) => byStrategy.has(id)));
  const records = (id: string): LossRecord[] =>
    comparisons.flatMap(({ byStrategy }) => [byStrategy.get(id)].flatMap((record) => (record ? [record] : [])));
  const lines = shown.map((id) => ({ id, losses: curve(records(id)) }));
  const { positions } = [...first.byStrategy.values()][0] ?? { positions: 1 };
  const every = lines.flatMap(({ losses }) => losses);
  const least = Math.floor(Math.min(...every) * 5) / 5;
  const most = Math.ceil(Math.max(...every) * 5) / 5;
  const x = (position: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * position) / positions;
  const y = (loss: number): number => TOP + ((HEIGHT - TOP - BOTTOM) * (most - loss)) / (most - least);
  const window = positions / first.scale;
  const parts = [
    ...ticks(least, most).map(
      (loss) =>
        `<path d="M${LEFT} ${round(y(loss))}H${WIDTH - RIGHT}" stroke="#8884"/>${label(LEFT - 8, y(loss) + 4, loss.toFixed(1), "end")}`,
    ),
    ...Array.from({ length: first.scale * 2 + 1 }, (_, index) => (window * index) / 2).map((position) =>
      label(x(position), HEIGHT - BOTTOM + 18, String(position), "middle"),
    ),
    `<path d="M${round(x(window))} ${TOP}V${HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>`,
    label(x(window), TOP - 8, "pretrained window", "middle"),
    label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "position, tokens", "middle"),
    label(LEFT - 8, TOP - 8, "nats", "end"),
    ...lines.map(({ id, losses }) => path(id, losses, (i) => x((positions * (i + 0.5)) / losses.length), y)),
    ...names(lines, y).map(({ id, at }) => label(WIDTH - RIGHT + 8, at + 4, id, "start", COLOURS[id])),
  ];
  const title = `Loss by position at ${first.scale}x, mean of ${comparisons.length} texts`;
  return {
    scale: first.scale,
    texts: comparisons.map(({ text }) => text),
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12"><title>${title}</title>\n${parts.join("\n")}\n</svg>\n`,
  };
}

/** Mean loss of every stretch of `SMOOTHED` buckets over the records. */
function curve(records: readonly LossRecord[]): number[] {
  const [{ buckets, positions } = { buckets: [], positions: 1 }] = records;
  const stretch = (positions / buckets.length) * SMOOTHED * records.length;
  return Array.from({ length: buckets.length / SMOOTHED }, (_, index) => {
    const sums = records.flatMap((record) => record.buckets.slice(index * SMOOTHED, (index + 1) * SMOOTHED));
    return sums.reduce((total, value) => total + value, 0) / stretch;
  });
}

function ticks(least: number, most: number): number[] {
  const step = [0.1, 0.2, 0.5, 1, 2, 5].find((size) => (most - least) / size <= 8) ?? 10;
  const from = Math.ceil(least / step - 1e-9);
  return Array.from({ length: Math.floor((most + 1e-9) / step) - from + 1 }, (_, index) => (from + index) * step);
}

function path(
  id: (typeof COMPARED)[number],
  losses: readonly number[],
  x: (index: number) => number,
  y: (loss: number) => number,
): string {
  const points = losses.map((loss, index) => `${round(x(index))} ${round(y(loss))}`).join("L");
  return `<path d="M${points}" fill="none" stroke="${COLOURS[id]}" stroke-width="2" stroke-linejoin="round"/>`;
}

/** Names at the ends of the lines, pushed apart where they would cover each other. */
function names(
  lines: readonly { readonly id: (typeof COMPARED)[number]; readonly losses: readonly number[] }[],
  y: (loss: number) => number,
): { id: (typeof COMPARED)[number]; at: number }[] {
  const placed = lines.map(({ id, losses }) => ({ id, at: y(losses.at(-1) ?? 0) })).sort((a, b) => a.at - b.at);
  // Down from the top, then up from the bottom edge.
  placed.forEach((name, index) => {
    const above = placed[index - 1];
    if (above !== undefined) name.at = Math.max(name.at, above.at + 14);
  });
  let floor = HEIGHT - BOTTOM;
  for (const name of [...placed].reverse()) {
    name.at = Math.min(name.at, floor);
    floor = name.at - 14;
  }
  return placed;
}

function label(x: number, y: number, text: string, anchor: "start" | "middle" | "end", colour = "#888"): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}">${text}</text>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
