import type { Settings } from "../protocol/index.ts";

export const DEFAULT_SETTINGS: Settings = {
  use: "as-is",
  runtimes: [],
  targetLength: null,
  bins: 360,
  onSave: "recommend",
  codeLens: { strategy: true, actions: true, headShape: true },
  inlayHints: true,
  rules: {},
};

/** The fewest and most bins of an angle histogram that say anything: from quarter turns to a tenth of a degree. */
const FEWEST_BINS = 4;
const MOST_BINS = 3600;

const LEVELS = ["off", "info", "warning", "error"] as const;

/** Settings out of what an editor sends. A value of the wrong kind counts as not set: an editor shows its own squiggle. */
export function settingsOf(value: unknown): Settings {
  const given = isRecord(value) ? value : {};
  return {
    use: given.use === "fine-tuned" ? "fine-tuned" : DEFAULT_SETTINGS.use,
    runtimes: Array.isArray(given.runtimes) ? given.runtimes.filter((name) => typeof name === "string") : [],
    targetLength: isLength(given.targetLength) ? given.targetLength : null,
    bins: isBins(given.bins) ? given.bins : DEFAULT_SETTINGS.bins,
    onSave: given.onSave === "off" ? "off" : "recommend",
    codeLens: lensesOf(given.codeLens),
    inlayHints: given.inlayHints !== false,
    rules: rulesOf(given.rules),
  };
}

/** `false` switches all of them off, an object single ones. */
function lensesOf(value: unknown): Settings["codeLens"] {
  const given = isRecord(value) ? value : {};
  const shown = (kind: keyof Settings["codeLens"]) => value !== false && given[kind] !== false;
  return { strategy: shown("strategy"), actions: shown("actions"), headShape: shown("headShape") };
}

function rulesOf(value: unknown): Settings["rules"] {
  const rules: Record<string, (typeof LEVELS)[number]> = {};
  if (!isRecord(value)) return rules;
  for (const [code, given] of Object.entries(value)) {
    const level = LEVELS.find((known) => known === given);
    if (level !== undefined) rules[code] = level;
  }
  return rules;
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function isBins(value: unknown): value is number {
  return isLength(value) && value >= FEWEST_BINS && value <= MOST_BINS;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
