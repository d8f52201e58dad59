/** How far a change of frequency moves the angles between neighbouring tokens. */

/** Distances between tokens that the local shift averages over. */
const NEIGHBOURS = 8;

/** Above this a strategy needs fine-tuning: pretraining taught the angles between neighbours most precisely. */
export const DEFAULT_LOCAL_SHIFT_LIMIT = 0.01;

/**
 * S = mean over m = 1..8 of 1 - cos(m (theta - theta')). 0: neighbours are where they were; 1: as good as random.
 * @param theta pretrained inverse frequency, radians per position
 * @param extended the strategy's
 */
export function localShift(theta: number, extended: number): number {
  const half = (theta - extended) / 2;
  // 1 - cos x = 2 sin^2(x/2), which keeps its digits where x is tiny.
  let sum = 0;
  for (let m = 1; m <= NEIGHBOURS; m++) {
    const sine = Math.sin(m * half);
    sum += sine * sine;
  }
  return (2 * sum) / NEIGHBOURS;
}
