/** Least cost over a quadratic transition, for all targets at once. */

/** Working space for `leastOverParabolas`, reusable between calls of at most `size` candidates. */
export interface ParabolaSpace {
  readonly hull: Int32Array;
  readonly from: Float64Array;
}

export function parabolaSpace(size: number): ParabolaSpace {
  return { hull: new Int32Array(size), from: new Float64Array(size) };
}

/**
 * For each target j: min over k of cost[k] + weight * (target[j] - position[k])^2, in linear time.
 * The parabolas' lower envelope is built once; source: Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled
 * Functions", 2012, for positions that are not evenly spaced.
 * @param position ascending, strictly
 * @param target ascending
 * @param weight at least 0
 * @param least receives the minima, one a target
 * @param choice receives the k that gives it
 */
export function leastOverParabolas(
  cost: Float64Array,
  position: Float64Array,
  target: Float64Array,
  weight: number,
  least: Float64Array,
  choice: Int32Array,
  space: ParabolaSpace,
): void {
  const { hull, from } = space;
  let last = 0;
  hull[0] = 0;
  from[0] = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < position.length; k++) {
    const x = position[k] as number;
    let start = Number.NEGATIVE_INFINITY;
    for (;;) {
      const rival = hull[last] as number;
      const y = position[rival] as number;
      // Where parabola k becomes the lower of the two.
      start = (x + y) / 2 + ((cost[k] as number) - (cost[rival] as number)) / (2 * weight * (x - y));
      if (start > (from[last] as number) || last === 0) break;
      last--;
    }
    last++;
    hull[last] = k;
    from[last] = start;
  }
  let current = 0;
  for (let j = 0; j < target.length; j++) {
    const x = target[j] as number;
    while (current < last && (from[current + 1] as number) < x) current++;
    const k = hull[current] as number;
    const distance = x - (position[k] as number);
    least[j] = (cost[k] as number) + weight * distance * distance;
    choice[j] = k;
  }
}
