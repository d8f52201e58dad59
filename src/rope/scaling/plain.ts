/** The frequencies without any scaling: theta_i = base^(-2i/d). */
export function plainFrequencies(theta: number, dimension: number): Float64Array {
  if (last?.theta !== theta || last.dimension !== dimension) {
    last = { theta, dimension, frequencies: powers(theta, dimension) };
  }
  // The caller's own, to write in.
  return last.frequencies.slice();
}

/** Of the RoPE asked for last: everything about one file asks for the same, again with every version of it. */
let last: { readonly theta: number; readonly dimension: number; readonly frequencies: Float64Array } | null = null;

function powers(theta: number, dimension: number): Float64Array {
  const pairs = dimension / 2;
  const result = new Float64Array(pairs);
  for (let i = 0; i < pairs; i++) result[i] = theta ** ((-2 * i) / dimension);
  return result;
}
