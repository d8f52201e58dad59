/** The keys of a scaling block that nothing reads. */
import type { PyDict } from "./python/value.ts";
import type { Report } from "./report.ts";

/** Names every key of the block but those that say its type and those in `read`. */
export function ignoreUnread(block: PyDict, read: readonly string[], report: Report): void {
  for (const key of block.keys()) {
    if (key !== "type" && key !== "rope_type" && !read.includes(key)) report.ignore(key);
  }
}
