/** `rope-lens evaluate`: prints a script that measures the user's own checkpoint with each strategy. */
import { dirname } from "node:path";
import { advise, DEFAULT_SETTINGS, headlineOf, measurementFor } from "../../advice/index.ts";
import type { StrategyId } from "../../rope/index.ts";
import { CannotDo } from "../exit.ts";
import type { Io } from "../io.ts";
import { chooseRope } from "../reading/choose-rope.ts";
import { explained } from "../reading/explained.ts";
import { readRopeConfig } from "../reading/read-config-file.ts";
import { complain } from "../terminal/complain.ts";

export interface EvaluateOptions {
  readonly targetLength: number;
  /** Tokens; null: what the project's settings say, else the file. */
  readonly pretrainedLength: number | null;
  /** null: those in the running. */
  readonly strategies: readonly StrategyId[] | null;
}

/** @throws CannotDo when a strategy that was asked for cannot be written for this model */
export async function evaluate(argument: string, options: EvaluateOptions, io: Io): Promise<void> {
  const { targetLength, strategies } = options;
  const file = await readRopeConfig(argument, options.pretrainedLength, io);
  const { snapshot, path, name } = file;
  const advice = explained(name, () => chooseRope(file, advise(snapshot, { ...DEFAULT_SETTINGS, targetLength })));
  if (advice.analysis.reason !== null) {
    const { headline, evidence } = headlineOf(advice, null);
    complain(io, `${headline}. ${evidence}`);
    return;
  }
  const modelFolder = path === null ? null : dirname(path);
  const measurement = measurementFor(snapshot, advice, { name, modelFolder, strategies });
  if (!measurement.ok) throw new CannotDo(measurement.reason);
  io.stdout.write(measurement.script);
}
