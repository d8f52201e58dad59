/** The disturbance of every pair as a row of block characters: a chart that a hover can hold. */
import { decimalsFor, disturbanceText, type RopeAdvice } from "../../advice/index.ts";
import type { StrategyResult } from "../../rope/index.ts";

const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/** Nats: the lowest and the highest block. Logarithmic between them, as in the preview. */
const FLOOR = 1e-4;
const CEILING = 1;
/** Characters in a row: a hover is about this wide. */
const WIDTH = 64;

/** One line for the recommended strategy and one for no scaling; pairs from fast to slow. null: nothing to compare. */
export function disturbanceChart({ analysis }: RopeAdvice): string | null {
  const recommended = analysis.strategies.find(({ id }) => id === analysis.recommended);
  const none = analysis.strategies.find(({ id }) => id === "none");
  const drawn = [recommended, none].filter((strategy) => strategy !== undefined);
  if (recommended === undefined || drawn.length === 0) return null;
  const decimals = decimalsFor(drawn.map(({ meanDisturbance }) => meanDisturbance));
  const width = Math.max(...drawn.map(({ title }) => title.length));
  return drawn
    .map((strategy) => {
      const mean = disturbanceText(strategy.meanDisturbance, decimals);
      return `${strategy.title.padEnd(width)} ${bars(strategy)} ${mean}`;
    })
    .join("\n");
}

/** Neighbouring pairs share a character where there are more pairs than characters; the larger one shows. */
function bars({ perDimension }: StrategyResult): string {
  const group = Math.ceil(perDimension.length / WIDTH);
  let text = "";
  for (let start = 0; start < perDimension.length; start += group) {
    text += levelOf(Math.max(...perDimension.slice(start, start + group)));
  }
  return text;
}

function levelOf(value: number): string {
  const share = Math.log(Math.max(value, FLOOR) / FLOOR) / Math.log(CEILING / FLOOR);
  const index = Math.min(LEVELS.length - 1, Math.max(0, Math.floor(share * LEVELS.length)));
  return LEVELS[index] ?? "";
}
