/** Loss by position as an SVG: a line a strategy, light and dark themes alike. */
import { COMPARED, type Comparison, type LossRecord } from "./records.ts";

const WIDTH = 760;
const HEIGHT = 380;
const LEFT = 52;
const RIGHT = 118;
const TOP = 36;
const BOTTOM = 44;
/** Buckets that are averaged: single ones show the text rather than the strategy. */
const SMOOTHED = 4;
/** Distinguishable with any colour vision (Okabe and Ito), and on white as on black. */
const COLOURS: Readonly<Record<Id, string>> = {
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
  /** Loss, a line a strategy. */
  readonly losses: string;
  /** Loss minus that of `resonant`, for the strategies that stay near it. */
  readonly gaps: string;
}

type Id = (typeof COMPARED)[number];

interface Line {
  readonly id: Id;
  readonly values: readonly number[];
}

/** A strategy is drawn among the gaps when none of its stretches is this many nats away. */
const NEAR = 0.15;

/** The means over the given comparisons, all of one scale, of the strategies that are in every one of them. */
export function plotsOf(comparisons: readonly Comparison[]): Plot {
  const [first] = comparisons;
  if (first === undefined) throw new Error("nothing to draw");
  const records = (id: Id): LossRecord[] =>
    comparisons.flatMap(({ byStrategy }) => [byStrategy.get(id)].flatMap((record) => (record ? [record] : [])));
  const lines = COMPARED.filter((id) => comparisons.every(({ byStrategy }) => byStrategy.has(id))).map((id) => ({
    id,
    values: curve(records(id)),
  }));
  const base = lines.find(({ id }) => id === "resonant")?.values ?? [];
  const gaps = lines
    .map(({ id, values }) => ({ id, values: values.map((value, index) => value - (base[index] ?? value)) }))
    .filter(({ values }) => values.every((value) => Math.abs(value) < NEAR));
  const { scale } = first;
  const positions = [...first.byStrategy.values()][0]?.positions ?? 1;
  const where = `at ${scale}x, ${comparisons.length === 1 ? "one text" : `mean of ${comparisons.length} texts`}`;
  return {
    scale,
    texts: comparisons.map(({ text }) => text),
    losses: chart(`Loss by position ${where}`, lines, positions, scale),
    gaps: chart(`Loss by position minus that of resonant, ${where}`, gaps, positions, scale),
  };
}

function chart(title: string, lines: readonly Line[], positions: number, scale: number): string {
  const every = lines.flatMap(({ values }) => values);
  const step =
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].find((size) => (Math.max(...every) - Math.min(...every)) / size <= 7) ?? 2;
  const least = Math.floor(Math.min(...every) / step) * step;
  const most = Math.ceil(Math.max(...every) / step) * step;
  const x = (position: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * position) / positions;
  const y = (value: number): number => TOP + ((HEIGHT - TOP - BOTTOM) * (most - value)) / (most - least || 1);
  const window = positions / scale;
  const grid = Array.from({ length: Math.round((most - least) / step) + 1 }, (_, index) => least + index * step);
  const parts = [
    ...grid.map(
      (value) =>
        `<path d="M${LEFT} ${round(y(value))}H${WIDTH - RIGHT}" stroke="#8884"/>${label(LEFT - 8, y(value) + 4, value.toFixed(step < 0.1 ? 2 : 1), "end")}`,
    ),
    ...Array.from({ length: scale * 2 + 1 }, (_, index) => (window * index) / 2).map((position) =>
      label(x(position), HEIGHT - BOTTOM + 18, String(position), "middle"),
    ),
    `<path d="M${round(x(window))} ${TOP}V${HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>`,
    label(x(window), TOP - 8, "pretrained window", "middle"),
    label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "position, tokens", "middle"),
    label(LEFT - 8, TOP - 14, "nats", "end"),
    ...lines.map(({ id, values }) => path(id, values, (i) => x((positions * (i + 0.5)) / values.length), y)),
    ...names(lines, y).map(({ id, at }) => label(WIDTH - RIGHT + 8, at + 4, id, "start", COLOURS[id])),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12"><title>${title}</title>\n${parts.join("\n")}\n</svg>\n`;
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

function path(id: Id, values: readonly number[], x: (index: number) => number, y: (value: number) => number): string {
  const points = values.map((value, index) => `${round(x(index))} ${round(y(value))}`).join("L");
  return `<path d="M${points}" fill="none" stroke="${COLOURS[id]}" stroke-width="2" stroke-linejoin="round"/>`;
}

/** Names at the ends of the lines, pushed apart where they would cover each other. */
function names(lines: readonly Line[], y: (value: number) => number): { id: Id; at: number }[] {
  const placed = lines.map(({ id, values }) => ({ id, at: y(values.at(-1) ?? 0) })).sort((a, b) => a.at - b.at);
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
