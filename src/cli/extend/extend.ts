/** `rope-lens extend`: a strategy's parameters in the file, printed, shown as a diff, or written. */
import {
  type AdviceSettings,
  advise,
  chosenRuntimes,
  DEFAULT_SETTINGS,
  headlineOf,
  insertionFor,
  type RopeAdvice,
} from "../../advice/index.ts";
import { printable } from "../../advice/printable.ts";
import { applyEdits, type Dialect, type ModelConfig } from "../../config/index.ts";
import { STRATEGIES, type StrategyId } from "../../rope/index.ts";
import { supportOf, titleOf } from "../../runtimes/index.ts";
import { CannotDo, CannotRun } from "../exit.ts";
import type { Io } from "../io.ts";
import { chooseRope } from "../reading/choose-rope.ts";
import { explained } from "../reading/explained.ts";
import { type ConfigFile, readRopeConfig } from "../reading/read-config-file.ts";
import { complain } from "../terminal/complain.ts";
import { shownDiff } from "../terminal/shown-diff.ts";
import { replaceFile } from "../writing/replace-file.ts";
import { unifiedDiff } from "../writing/unified-diff.ts";

export interface ExtendOptions {
  readonly targetLength: number;
  /** Tokens; null: what the project's settings say, else the file. */
  readonly pretrainedLength: number | null;
  readonly strategy: StrategyId;
  /** undefined: the file's own. */
  readonly dialect?: Dialect | undefined;
  /** undefined: the one that there is something to extend in. */
  readonly layerType?: string | undefined;
  readonly runtimes: readonly string[];
  /** The short list is ones. */
  readonly keepShort: boolean;
  readonly write: boolean;
  readonly diff: boolean;
}

/** Strategies that are written as lists, of which the short one can be ones. */
const WITH_LISTS: readonly StrategyId[] = ["longrope", "distributional", "resonant"];

/** @throws CannotDo when the strategy or a chosen framework cannot do it */
export async function extend(argument: string, options: ExtendOptions, io: Io): Promise<void> {
  if (options.keepShort && !WITH_LISTS.includes(options.strategy)) {
    throw new CannotRun(`--keep-short is for strategies with lists of factors: ${WITH_LISTS.join(", ")}`);
  }
  const file = await readRopeConfig(argument, options.pretrainedLength, io);
  const { name, path, snapshot } = file;
  if (options.write && path === null)
    throw new CannotRun("--write cannot change standard input; leave it out to print");
  const settings: AdviceSettings = { ...DEFAULT_SETTINGS, ...options };
  const advice = explained(name, () => chooseRope(file, advise(snapshot, settings), options.layerType));
  const nothing = advice.analysis.reason !== null;
  if (nothing) {
    const { headline, evidence } = headlineOf(advice, null);
    complain(io, `${headline}. ${evidence}`);
  }
  const made = nothing ? null : insert(file, advice, options);
  for (const note of made?.notes ?? []) complain(io, note);
  const text = made === null ? snapshot.text : made.text;
  if (options.diff) io.stdout.write(shownDiff(unifiedDiff(name, snapshot.text, text), io));
  else if (!options.write || path === null) io.stdout.write(text);
  else if (text !== snapshot.text) {
    io.deferInterrupts();
    replaceFile(path, name, snapshot.text, text);
    const title = STRATEGIES[options.strategy].title;
    io.stdout.write(`${printable(name)}: ${title} for ${options.targetLength} tokens is in the file.\n`);
  } else if (!nothing) io.stdout.write(`${printable(name)} says so already; nothing was written.\n`);
}

function insert(
  { snapshot }: ConfigFile,
  advice: RopeAdvice,
  { strategy, dialect, runtimes, keepShort }: ExtendOptions,
): { readonly text: string; readonly notes: readonly string[] } {
  const runtimeNotes = snapshot.model === null ? [] : requireSupport(snapshot.model, strategy, runtimes);
  const insertion = insertionFor(snapshot, advice, strategy, { dialect, runtimes, keepShort });
  if (!insertion.ok) throw new CannotDo(insertion.reason);
  return { text: applyEdits(snapshot.text, insertion.edits), notes: [...insertion.notes, ...runtimeNotes] };
}

/** What to mind with the chosen frameworks. @throws CannotDo when one of them does not run the strategy */
function requireSupport(model: ModelConfig, strategy: StrategyId, runtimes: readonly string[]): string[] {
  const { title } = STRATEGIES[strategy];
  return chosenRuntimes(runtimes).flatMap((choice) => {
    const { state, note } = supportOf(strategy, model, choice);
    const runtime = titleOf(choice);
    if (state === "no") throw new CannotDo(`${title} does not run in ${runtime}: ${note}`);
    if (state === "unknown") return [`Whether ${runtime} runs ${title} is unknown: ${note}`];
    return state === "care" ? [`${runtime}: ${note}`] : [];
  });
}
