/** The user's choices for each file, kept through reload and restart. */
import type { PreviewDefaults, PreviewQuery, StrategyChanges, StrategyId } from "../src/protocol/index.ts";
import type { Host } from "./host.ts";
import { isRecord, keepState, stateOf } from "./page-state.ts";
import { STRATEGY_LOOKS } from "./strategies.ts";

/** Older files are forgotten. */
const FILES = 20;

const DEFAULTS: PreviewDefaults = { use: "as-is", bins: 360, runtime: null };

export function firstQuery(defaults: PreviewDefaults = DEFAULTS): PreviewQuery {
  return {
    rope: 0,
    targetLength: null,
    strategy: null,
    drawn: null,
    pair: null,
    dialect: null,
    changes: null,
    ...defaults,
  };
}

export class Memory {
  private readonly queries = new Map<string, PreviewQuery>();
  private readonly host: Host;

  constructor(host: Host) {
    this.host = host;
    const { files } = stateOf(host);
    if (!Array.isArray(files)) return;
    for (const entry of files) {
      if (!Array.isArray(entry)) continue;
      const [file, query]: unknown[] = entry;
      const read = readQuery(query);
      if (typeof file === "string" && read !== null) this.queries.set(file, read);
    }
  }

  recall(file: string | null): PreviewQuery | null {
    return file === null ? null : (this.queries.get(file) ?? null);
  }

  keep(file: string | null, query: PreviewQuery): void {
    if (file === null) return;
    this.queries.delete(file);
    this.queries.set(file, query);
    for (const oldest of this.queries.keys()) {
      if (this.queries.size <= FILES) break;
      this.queries.delete(oldest);
    }
    keepState(this.host, { files: [...this.queries] });
  }
}

/** A query out of a stored state, which an older release may have written; null when it is none. */
function readQuery(value: unknown): PreviewQuery | null {
  if (!isRecord(value)) return null;
  const { rope, targetLength, bins, use, runtime, strategy, drawn, pair, dialect, changes } = value;
  if (!isWhole(rope) || !isWhole(bins) || (use !== "as-is" && use !== "fine-tuned")) return null;
  return {
    rope,
    bins,
    use,
    targetLength: isWhole(targetLength) ? targetLength : null,
    runtime: typeof runtime === "string" ? runtime : null,
    strategy: isStrategy(strategy) ? strategy : null,
    drawn: Array.isArray(drawn) && drawn.every(isStrategy) ? drawn : null,
    pair: isWhole(pair) ? pair : null,
    dialect: dialect === "v4" || dialect === "v5" ? dialect : null,
    changes: readChanges(changes),
  };
}

/** Which values a strategy takes is the server's to judge. */
function readChanges(value: unknown): StrategyChanges | null {
  if (!isRecord(value)) return null;
  return Object.fromEntries(
    Object.entries(value).filter(
      ([id, values]) =>
        isStrategy(id) && isRecord(values) && Object.values(values).every((number) => typeof number === "number"),
    ),
  );
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isStrategy(value: unknown): value is StrategyId {
  return typeof value === "string" && Object.hasOwn(STRATEGY_LOOKS, value);
}
