/** How the page looks to its reader, whatever the file: open blocks, units, shapes. Kept through reload and restart. */
import type { Host } from "./host.ts";
import { isRecord, keepState, stateOf } from "./page-state.ts";

export interface Looks {
  /** What was kept under a name; undefined for nothing. */
  recall(name: string): unknown;
  keep(name: string, value: string | boolean): void;
}

export function createLooks(host: Host): Looks {
  const { looks } = stateOf(host);
  const kept = new Map<string, unknown>(isRecord(looks) ? Object.entries(looks) : []);
  return {
    recall: (name) => kept.get(name),
    keep(name, value) {
      kept.set(name, value);
      keepState(host, { looks: Object.fromEntries(kept) });
    },
  };
}
