import { DEFAULT_SETTINGS as ADVICE_DEFAULTS } from "../advice/index.ts";
import { isRecord } from "../config/is-record.ts";
import { isLength, type ProjectSettings, pretrainedLengthFor, pretrainedLengthsOf } from "../project/index.ts";
import type { Settings } from "../protocol/index.ts";
import { levelOf, ruleLevelsOf } from "../rules/index.ts";

const DEFAULT_SETTINGS: Settings = {
  ...ADVICE_DEFAULTS,
  pretrainedLength: null,
  onSave: "recommend",
  codeLens: { strategy: true, actions: true, headShape: true },
  inlayHints: true,
  rules: {},
};

/** The fewest and most bins of an angle histogram that say anything: from quarter turns to a tenth of a degree. */
const FEWEST_BINS = 4;
const MOST_BINS = 3600;

/**
 * Settings out of what an editor sends. A value of the wrong kind counts as not set: an editor shows its own squiggle.
 * @param path of the file that they are for, from its workspace folder
 */
export function settingsOf(value: unknown, path: string): Settings {
  const given = isRecord(value) ? value : {};
  return {
    use: given.use === "fine-tuned" ? "fine-tuned" : DEFAULT_SETTINGS.use,
    runtimes: Array.isArray(given.runtimes) ? given.runtimes.filter((name) => typeof name === "string") : [],
    targetLength: isLength(given.targetLength) ? given.targetLength : null,
    pretrainedLength: pretrainedLengthFor(pretrainedLengthsOf(given.pretrainedLength), path) ?? null,
    bins: isBins(given.bins) ? given.bins : DEFAULT_SETTINGS.bins,
    onSave: given.onSave === "off" ? "off" : "recommend",
    codeLens: lensesOf(given.codeLens),
    inlayHints: given.inlayHints !== false,
    rules: ruleLevelsOf(given.rules),
  };
}

/**
 * The editor's settings with those of the project, which go first: so the editor says what `rope-lens check` says.
 * @param pretrainedLength what the project states for the file, tokens; undefined: nothing
 */
export function withProject(
  settings: Settings,
  project: ProjectSettings,
  pretrainedLength: number | undefined,
): Settings {
  const { rules = {}, bins } = project;
  const own = Object.entries(settings.rules).filter(([name]) => levelOf(name, rules) === undefined);
  return {
    ...settings,
    use: project.use ?? settings.use,
    runtimes: project.runtimes ?? settings.runtimes,
    bins: isBins(bins) ? bins : settings.bins,
    rules: { ...Object.fromEntries(own), ...rules },
    pretrainedLength: pretrainedLength ?? settings.pretrainedLength,
  };
}

/** `false` switches all of them off, an object single ones. */
function lensesOf(value: unknown): Settings["codeLens"] {
  const given = isRecord(value) ? value : {};
  const shown = (kind: keyof Settings["codeLens"]) => value !== false && given[kind] !== false;
  return { strategy: shown("strategy"), actions: shown("actions"), headShape: shown("headShape") };
}

function isBins(value: unknown): value is number {
  return isLength(value) && value >= FEWEST_BINS && value <= MOST_BINS;
}
