/** The disturbance of every pair as rows of block characters: a chart that a hover can hold. */
import { DISTURBANCE_SCALE, decimalsFor, disturbanceText, pairBars, type RopeAdvice } from "../../advice/index.ts";

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
      return `${strategy.title.padEnd(width)} ${pairBars(strategy.perDimension, DISTURBANCE_SCALE)} ${mean}`;
    })
    .join("\n");
}
