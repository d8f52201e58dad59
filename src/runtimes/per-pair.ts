/** Real heads have some hundred entries. A slip of the keyboard must neither fill the memory nor take a second. */
const MOST_PAIRS = 16_384;
/** Real models have some hundred layers at most. */
const MOST_LAYERS = 10_000;

/**
 * A number for each frequency pair.
 * @throws RangeError for more pairs than any model has: what a framework does with such a size was never seen
 */
export function perPair(pairs: number, valueAt: (pair: number) => number): number[] {
  if (pairs > MOST_PAIRS) throw new RangeError(`${pairs} frequency pairs`);
  return Array.from({ length: Math.max(0, pairs) }, (_, pair) => valueAt(pair));
}

/**
 * A value for each layer.
 * @throws RangeError for more layers than any model has
 */
export function perLayer<T>(layers: number, valueAt: (layer: number) => T): T[] {
  if (layers > MOST_LAYERS) throw new RangeError(`${layers} layers`);
  return Array.from({ length: layers }, (_, layer) => valueAt(layer));
}
