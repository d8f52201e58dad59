/** "Measure on my model": the script that measures a checkpoint with each strategy in its config. */
import * as l10n from "@vscode/l10n";
import { applyEdits } from "../../config/index.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import type { StrategyId } from "../../rope/spec.ts";
import { STRATEGIES } from "../../rope/strategies/index.ts";
import type { RopeAdvice } from "../advise.ts";
import { insertionFor } from "../insertion-for.ts";
import { oneLine } from "../printable.ts";
import { type MeasuredConfig, measurementScript } from "./script.ts";

export interface MeasurementOptions {
  /** For the headline, where the config names no model. */
  readonly name: string;
  /** Absolute folder of the checkpoint; null: not known, the script then asks for it. */
  readonly modelFolder: string | null;
  /** In the order in which they are measured; null: those in the running. */
  readonly strategies: readonly StrategyId[] | null;
}

export type MeasurementFor =
  | { readonly ok: true; readonly script: string }
  | { readonly ok: false; readonly reason: string };

/** Their frequencies depend on the length of the input, so that a prompt in parts is another computation than a whole one. */
const BY_INPUT_LENGTH: readonly StrategyId[] = ["dynamic", "longrope"];

/** @param advice must come from `advise` on the same snapshot, with something to extend */
export function measurementFor(
  snapshot: ConfigSnapshot,
  advice: RopeAdvice,
  { name, modelFolder, strategies }: MeasurementOptions,
): MeasurementFor {
  const { pretrainedLength, targetLength, strategies: ranked } = advice.analysis;
  const running = ranked.filter(({ inRunning }) => inRunning).map(({ id }) => id);
  const configs: MeasuredConfig[] = [];
  for (const id of strategies ?? running) {
    const insertion = insertionFor(snapshot, advice, id);
    if (!insertion.ok) return { ok: false, reason: l10n.t("{0}: {1}", STRATEGIES[id].title, insertion.reason) };
    const text = applyEdits(snapshot.text, insertion.edits);
    configs.push({ id, text, inOnePass: BY_INPUT_LENGTH.includes(id) });
  }
  // The script prints it to a terminal.
  const title = oneLine(snapshot.model?.title ?? name);
  return { ok: true, script: measurementScript({ title, modelFolder, pretrainedLength, targetLength, configs }) };
}
