/** What of a scaling block a framework does not read. */
import type { PyDict } from "../python/value.ts";
import type { Report } from "../report.ts";

/** Keys that say which block it is, or that loading itself takes out of the block. */
const READ_BY_ALL = ["rope_type", "type", "rope_theta", "partial_rotary_factor"];

/** Reports the keys of the block that are not among `read`. */
export function ignoreUnread(block: PyDict | null, read: readonly string[], report: Report): void {
  for (const key of block?.keys() ?? []) {
    if (!READ_BY_ALL.includes(key) && !read.includes(key)) report.ignore(key);
  }
}
