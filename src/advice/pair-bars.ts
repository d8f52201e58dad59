/** One value a frequency pair as a row of block characters: a chart that text can hold. */
const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Characters in a row: a hover is about this wide. */
const WIDTH = 64;

/** The values of the lowest and the highest block; logarithmic between them. */
export interface BarScale {
  readonly floor: number;
  readonly ceiling: number;
}

/** Nats, as in the preview's charts. */
export const DISTURBANCE_SCALE: BarScale = { floor: 1e-4, ceiling: 1 };

/** Neighbouring pairs share a character where there are more pairs than characters; the larger one shows. */
export function pairBars(values: readonly number[], scale: BarScale): string {
  const group = Math.ceil(values.length / WIDTH);
  let text = "";
  for (let start = 0; start < values.length; start += group) {
    text += levelOf(Math.max(...values.slice(start, start + group)), scale);
  }
  return text;
}

function levelOf(value: number, { floor, ceiling }: BarScale): string {
  const share = Math.log(Math.max(value, floor) / floor) / Math.log(ceiling / floor);
  const index = Math.min(LEVELS.length - 1, Math.max(0, Math.floor(share * LEVELS.length)));
  return LEVELS[index] ?? "";
}
