/** A server that ended this often within the span is left stopped until the user asks. */
export const MOST_RESTARTS = 5;
const SPAN_MS = 3 * 60_000;
const FIRST_DELAY_MS = 500;

/** Decides after each unexpected end of the server whether, and after which delay, to start it again. */
export class RestartPolicy {
  private ends: number[] = [];

  /** @returns milliseconds to wait before the restart, doubling with each end; null to give up. */
  nextDelay(now: number): number | null {
    this.ends = [...this.ends.filter((end) => now - end < SPAN_MS), now];
    return this.ends.length > MOST_RESTARTS ? null : FIRST_DELAY_MS * 2 ** (this.ends.length - 1);
  }

  reset(): void {
    this.ends = [];
  }
}
