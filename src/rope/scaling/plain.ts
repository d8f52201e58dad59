/** The frequencies without any scaling: theta_i = base^(-2i/d). */
export function plainFrequencies(theta: number, dimension: number): Float64Array {
  const pairs = dimension / 2;
  const result = new Float64Array(pairs);
  for (let i = 0; i < pairs; i++) result[i] = theta ** ((-2 * i) / dimension);
  return result;
}
