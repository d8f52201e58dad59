/** The keys of a scaling block that nothing reads. */
import type { PyDict } from "./python/value.ts";
import type { Report } from "./report.ts";

/** Names every key of the block but those that say its type and those in `read`. */
export function ignoreUnread(block: PyDict | null, read: readonly string[], report: Report): void {
  for (const key of block?.keys() ?? []) {
    if (key !== "type" && key !== "rope_type" && !read.includes(key)) report.ignore(key);
  }
}

/** The same of a block from which loading has taken the base and the share that rotates. */
export function ignoreUnreadOfLoaded(block: PyDict | null, read: readonly string[], report: Report): void {
  ignoreUnread(block, ["rope_theta", "partial_rotary_factor", ...read], report);
}
