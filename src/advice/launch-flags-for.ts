/** Launch arguments for a strategy of the ranking, one answer a framework. */
import * as l10n from "@vscode/l10n";
import { LENGTH_KEYS } from "../config/lengths.ts";
import type { ConfigSnapshot, JsonObject, JsonValue, ModelConfig } from "../config/model.ts";
import { isObject } from "../config/plain-value.ts";
import { objectAt, thetaKeyOf, valueToText } from "../edits/index.ts";
import type { StrategyId } from "../rope/spec.ts";
import { type LaunchAnswer, type LaunchRequest, launchFlags, noLaunch, type RuntimeChoice } from "../runtimes/index.ts";
import type { RopeAdvice } from "./advise.ts";
import { insertionFor } from "./insertion-for.ts";

/**
 * @param advice must come from `advise` on the same snapshot
 * @param folder where the checkpoint lies, as a shell gets it; null: not known
 * @returns one answer for each of `runtimes`
 */
export function launchFlagsFor(
  snapshot: ConfigSnapshot,
  advice: RopeAdvice,
  id: StrategyId,
  runtimes: readonly RuntimeChoice[],
  folder: string | null,
): LaunchAnswer[] {
  const { model } = snapshot;
  if (model === null) return runtimes.map(() => noLaunch(l10n.t("the file is no model config")));
  const insertion = insertionFor(snapshot, advice, id);
  if (!insertion.ok) return runtimes.map(() => noLaunch(insertion.reason));
  const config = objectAt(snapshot, model.path) ?? {};
  const request: Omit<LaunchRequest, "runtime"> = {
    strategy: id,
    model,
    rope: advice.entry,
    targetLength: advice.analysis.targetLength,
    ...written(insertion.parameters, config, model, advice),
    file: fileFacts(snapshot, config, advice),
    folder,
    json: (value) => valueToText(value, "", { indent: null, eol: "\n" }),
  };
  return runtimes.map((runtime) => launchFlags({ ...request, runtime }));
}

/** The strategy's block without rope_theta, and its rope_theta, whatever the dialect of the parameters. */
function written(
  parameters: JsonObject,
  config: JsonObject,
  model: ModelConfig,
  { entry }: RopeAdvice,
): Pick<LaunchRequest, "block" | "theta"> {
  const stated = parameters[model.dialect === "v5" ? "rope_parameters" : "rope_scaling"];
  const beside = parameters[thetaKeyOf(config, model.modelType)];
  if (!isObject(stated)) return { block: null, theta: numberOr(beside, entry.spec.theta) };
  const { rope_theta: inside, ...block } = stated;
  const scales = Object.keys(block).some((key) => key !== "rope_type") || block.rope_type !== "default";
  return { block: scales ? block : null, theta: numberOr(inside, numberOr(beside, entry.spec.theta)) };
}

function fileFacts(snapshot: ConfigSnapshot, config: JsonObject, { entry }: RopeAdvice): LaunchRequest["file"] {
  const original = config.original_max_position_embeddings;
  return {
    block: entry.blockPointer === null ? null : objectAt(snapshot, entry.blockPointer),
    windows: Object.fromEntries(
      LENGTH_KEYS.flatMap((key) => {
        const value = config[key];
        return typeof value === "number" ? [[key, value]] : [];
      }),
    ),
    originalLength: typeof original === "number" ? original : null,
  };
}

function numberOr(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
