/** LongRoPE: a divisor for every pair, from one of two lists (Ding et al., arXiv 2402.13753; as Phi-3 ships it). */

/**
 * sqrt(1 + ln s / ln original): what frameworks compute where the file gives no attention_factor; 1 for s <= 1, and for an
 * original window of one token, where they divide by zero.
 */
export function longropeAttentionFactor(scale: number, originalLength: number): number {
  return scale <= 1 || originalLength <= 1 ? 1 : Math.sqrt(1 + Math.log(scale) / Math.log(originalLength));
}
