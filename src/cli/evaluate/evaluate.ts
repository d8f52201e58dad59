/** `rope-lens evaluate`: prints a script that measures the user's own checkpoint with each strategy. */
import { dirname } from "node:path";
import { advise, DEFAULT_SETTINGS, headlineOf, insertionFor, type RopeAdvice } from "../../advice/index.ts";
import { applyEdits } from "../../config/index.ts";
import { STRATEGIES, type StrategyId } from "../../rope/index.ts";
import { CannotDo } from "../exit.ts";
import type { Io } from "../io.ts";
import { chooseRope } from "../reading/choose-rope.ts";
import { explained } from "../reading/explained.ts";
import { type ConfigFile, readRopeConfig } from "../reading/read-config-file.ts";
import { complain } from "../terminal/complain.ts";
import { oneLine } from "../terminal/printable.ts";
import { measurementScript } from "./script.ts";

export interface EvaluateOptions {
  readonly targetLength: number;
  /** Tokens; null: what the project's settings say, else the file. */
  readonly pretrainedLength: number | null;
  /** null: those in the running. */
  readonly strategies: readonly StrategyId[] | null;
}

/** Their frequencies depend on the length of the input, so that a prompt in parts is another computation than a whole one. */
const BY_INPUT_LENGTH: readonly StrategyId[] = ["dynamic", "longrope"];

/** @throws CannotDo when a strategy that was asked for cannot be written for this model */
export async function evaluate(argument: string, options: EvaluateOptions, io: Io): Promise<void> {
  const { targetLength, strategies } = options;
  const file = await readRopeConfig(argument, options.pretrainedLength, io);
  const { snapshot, path, name } = file;
  const advice = explained(name, () => chooseRope(file, advise(snapshot, { ...DEFAULT_SETTINGS, targetLength })));
  const { analysis } = advice;
  if (analysis.reason !== null) {
    const { headline, evidence } = headlineOf(advice, null);
    complain(io, `${headline}. ${evidence}`);
    return;
  }
  const running = analysis.strategies.filter(({ inRunning }) => inRunning).map(({ id }) => id);
  const configs = (strategies ?? running).map((id) => ({
    id,
    text: configWith(file, advice, id),
    inOnePass: BY_INPUT_LENGTH.includes(id),
  }));
  io.stdout.write(
    measurementScript({
      title: oneLine(snapshot.model?.title ?? name),
      modelFolder: path === null ? null : dirname(path),
      pretrainedLength: analysis.pretrainedLength,
      targetLength,
      configs,
    }),
  );
}

function configWith({ snapshot }: ConfigFile, advice: RopeAdvice, id: StrategyId): string {
  const insertion = insertionFor(snapshot, advice, id);
  if (!insertion.ok) throw new CannotDo(`${STRATEGIES[id].title}: ${insertion.reason}`);
  return applyEdits(snapshot.text, insertion.edits);
}
