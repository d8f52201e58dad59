/** Gemma 4: only the first part of the pairs rotates, with exponents over the whole head. */

/** int(partial * head_dim / 2) pairs of base^(-2i/head_dim), then pairs that do not rotate (0); all divided by the factor. */
export function proportionalFrequencies(
  theta: number,
  headDim: number,
  partialRotaryFactor: number,
  factor: number,
): Float64Array {
  const result = new Float64Array(headDim / 2);
  const rotated = Math.min(result.length, Math.trunc((partialRotaryFactor * headDim) / 2));
  for (let i = 0; i < rotated; i++) result[i] = theta ** ((-2 * i) / headDim) / factor;
  return result;
}
