/** `rope-lens flags`: the command that starts a framework with a strategy's scaling, the file staying as it is. */
import { dirname } from "node:path";
import { advise, chosenRuntimes, DEFAULT_SETTINGS, headlineOf, launchFlagsFor } from "../../advice/index.ts";
import { STRATEGIES, type StrategyId } from "../../rope/index.ts";
import { type RuntimeChoice, type Source, titleOf } from "../../runtimes/index.ts";
import { CannotDo, CannotRun } from "../exit.ts";
import type { Io } from "../io.ts";
import { chooseRope } from "../reading/choose-rope.ts";
import { explained } from "../reading/explained.ts";
import { readRopeConfig } from "../reading/read-config-file.ts";
import { complain } from "../terminal/complain.ts";

export interface FlagsOptions {
  readonly targetLength: number;
  /** Tokens; null: what the project's settings say, else the file. */
  readonly pretrainedLength: number | null;
  readonly strategy: StrategyId;
  /** "vllm" or "vllm@0.30.0". */
  readonly runtime: string;
  /** undefined: the one that there is something to extend in. */
  readonly layerType?: string | undefined;
}

/** @throws CannotDo when the strategy cannot be written for this model, or the framework cannot take it at launch */
export async function flags(argument: string, options: FlagsOptions, io: Io): Promise<void> {
  const { strategy, targetLength, layerType } = options;
  const [runtime] = chosenRuntimes([options.runtime]);
  if (runtime === undefined) throw new CannotRun(`there is no framework of the name ${options.runtime}`);
  const file = await readRopeConfig(argument, options.pretrainedLength, io);
  const { name, path, snapshot } = file;
  const settings = { ...DEFAULT_SETTINGS, targetLength };
  const advice = explained(name, () => chooseRope(file, advise(snapshot, settings), layerType));
  if (advice.analysis.reason !== null) {
    const { headline, evidence } = headlineOf(advice, null);
    complain(io, `${headline}. ${evidence}`);
    return;
  }
  const folder = path === null ? null : dirname(path);
  const [answer] = launchFlagsFor(snapshot, advice, strategy, [runtime], folder);
  const release = releaseOf(runtime);
  if (answer === undefined || answer.command === null) {
    const reason = answer?.reason ?? "it is not known how";
    throw new CannotDo(`${release} cannot be started with ${STRATEGIES[strategy].title}: ${reason}`);
  }
  io.stdout.write(`${answer.command}\n`);
  for (const note of answer.notes) complain(io, note);
  complain(io, `${release}: ${sourceText(answer.source)}`);
}

/** "vLLM 0.30.0", with what was asked where that is not known. */
function releaseOf({ name, release, requestedRelease }: RuntimeChoice): string {
  const asked = requestedRelease === undefined ? "" : ` (${requestedRelease} is not known)`;
  return `${titleOf({ name })} ${release}${asked}`;
}

function sourceText({ file, lines, release, how }: Source): string {
  return `known from ${how === "ran" ? "running" : "reading"} ${file} (${lines}) of ${release}`;
}
