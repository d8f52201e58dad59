/** Everything that the preview shows for a query, but the heatmap and the length curve. */

import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, Dialect, ModelConfig } from "../../config/model.ts";
import { applyEdits } from "../../config/text-edit.ts";
import { parametersToJson } from "../../edits/json-text.ts";
import type { PreviewModel, PreviewQuery, RopeTab } from "../../protocol/preview.ts";
import type { Analysis, StrategyResult } from "../../rope/analysis.ts";
import type { StrategyId } from "../../rope/spec.ts";
import type { Steps } from "../../rope/steps.ts";
import { titleOf, writtenForm } from "../../runtimes/index.ts";
import { type RopeAdvice, ropeAdviceSteps } from "../advise.ts";
import { caveatOf } from "../caveat.ts";
import { factorsSentence } from "../factors-sentence.ts";
import { headlineOf } from "../headline.ts";
import { insertionFor } from "../insertion-for.ts";
import { pretrainedSourceText, targetSourceText } from "../lengths.ts";
import { factorText } from "../numbers.ts";
import { inReadersWords } from "../rope-words.ts";
import { chosenRuntimes } from "../runtime-support.ts";
import type { AdviceSettings } from "../settings.ts";
import { anglesOf } from "./angles.ts";
import { diffLines } from "./diff-lines.ts";
import { launchCommands } from "./launch-commands.ts";
import { runtimeColumns } from "./runtime-columns.ts";
import { changedAdviceSteps, queryOf, whatIfOf } from "./what-if.ts";

/** At most this many strategies are drawn. */
const MOST_DRAWN = 3;
const DIALECT_TITLES: Readonly<Record<Dialect, string>> = { v4: "rope_scaling (v4)", v5: "rope_parameters (v5)" };

export interface PreviewFile {
  /** Name to show: the path in the workspace. */
  readonly file: string;
  readonly documentVersion: number;
}

export interface PreviewOptions {
  /** Leave out the comparison on other grids and the bound, unless they are known already; default false. */
  readonly quick?: boolean | undefined;
}

/** The settings that a query stands for: the page's own choices before the file's. */
export function querySettings(query: PreviewQuery, settings: AdviceSettings): AdviceSettings {
  return {
    targetLength: query.targetLength ?? settings.targetLength,
    use: query.use,
    bins: query.bins,
    runtimes: query.runtime === null ? settings.runtimes : [query.runtime],
  };
}

/** null: the snapshot is no model config, or it has no RoPE. */
export function* previewModelSteps(
  snapshot: ConfigSnapshot,
  query: PreviewQuery,
  settings: AdviceSettings,
  file: PreviewFile,
  { quick = false }: PreviewOptions = {},
): Steps<PreviewModel | null> {
  const { model } = snapshot;
  if (model === null || model.ropes.length === 0) return null;
  const rope = query.rope in model.ropes ? query.rope : 0;
  const chosenSettings = querySettings(query, settings);
  const own = yield* ropeAdviceSteps(model, rope, chosenSettings, { quick });
  if (own === null) return null;
  const advice = yield* changedAdviceSteps(own, query.changes);
  const { analysis, entry } = advice;
  const chosen = chosenStrategy(analysis, query.strategy);
  const drawn = drawnStrategies(analysis, chosen, query.drawn);
  const pair = Math.min(
    Math.max(0, query.pair ?? mostDisturbedPair(analysis)),
    analysis.pretrainedFrequencies.length - 1,
  );
  const runtimes = chosenRuntimes(chosenSettings.runtimes);
  const runtime = runtimes[0];
  const { headline, evidence } = headlineOf(own, runtime === undefined ? null : titleOf(runtime));
  const result = analysis.strategies.find(({ id }) => id === chosen);
  const insertion = insertionOf(snapshot, advice, chosen, query, chosenSettings);
  return {
    kind: "model",
    title: model.title,
    ...file,
    modelType: model.modelType,
    theta: entry.spec.theta,
    rotaryDim: entry.spec.rotaryDim,
    ropeType: entry.spec.scaling.type,
    pretrainedLengthSource: pretrainedSourceText(entry.pretrainedLengthSource),
    targetLengthSource: targetSourceText(advice.target),
    ropes: model.ropes.map((_, index) => tabOf(model, index)),
    rope,
    query: queryOf(query, advice),
    ...(analysis.reason === null && analysis.bound === null ? { partial: true } : {}),
    analysis: inReadersWords(analysis),
    chosen,
    drawn,
    pair,
    support: runtimeColumns(
      model,
      analysis.strategies.map(({ id }) => id),
      runtimes,
    ),
    ...(chosen === null ? {} : { supportNote: writtenAs(chosen) }),
    headline,
    evidence,
    caveat: result === undefined ? null : caveatOf(result, chosenSettings.use),
    factorsSentence: result === undefined ? "" : factorsSentence(result, fullFactor(analysis, result)),
    diff: insertion.diff,
    parameters: insertion.parameters,
    whatIf: whatIfOf(own, advice, chosen),
    flags: chosen === null ? [] : launchCommands(snapshot, advice, chosen, file.file, runtimes),
    angles: anglesOf(analysis, pair, drawn),
  };
}

function chosenStrategy(analysis: Analysis, wanted: StrategyId | null): StrategyId | null {
  if (wanted !== null && analysis.strategies.some(({ id }) => id === wanted)) return wanted;
  return analysis.recommended ?? analysis.strategies[0]?.id ?? null;
}

/** What the slowest pairs are divided by: the scale, unless the factors were set by hand. */
function fullFactor({ scale }: Analysis, { leftOut, factors }: StrategyResult): number {
  return leftOut?.why === "changed" ? Math.max(...factors) : scale;
}

/** The chosen one first; by default with yarn (else the next in the ranking) and none. */
function drawnStrategies(
  analysis: Analysis,
  chosen: StrategyId | null,
  wanted: readonly StrategyId[] | null,
): StrategyId[] {
  if (chosen === null) return [];
  const known = new Set(analysis.strategies.map(({ id }) => id));
  const others =
    wanted ??
    [known.has("yarn") && chosen !== "yarn" ? "yarn" : nextBest(analysis, chosen), "none" as const].filter(isId);
  const list = [chosen, ...others.filter((id) => known.has(id) && id !== chosen)];
  return [...new Set(list)].slice(0, MOST_DRAWN);
}

function isId(id: StrategyId | null): id is StrategyId {
  return id !== null;
}

function nextBest(analysis: Analysis, chosen: StrategyId): StrategyId | null {
  return analysis.strategies.find(({ id, inRunning }) => id !== chosen && id !== "none" && inRunning)?.id ?? null;
}

/** The pair that extrapolation disturbs most among those that turn at least once within L; else the first. */
function mostDisturbedPair(analysis: Analysis): number {
  const none = analysis.strategies.find(({ id }) => id === "none");
  let chosen = 0;
  let most = -1;
  none?.perDimension.forEach((value, pair) => {
    const turns = ((analysis.pretrainedFrequencies[pair] ?? 0) * analysis.pretrainedLength) / (2 * Math.PI);
    if (turns >= 1 && value > most) {
      most = value;
      chosen = pair;
    }
  });
  return chosen;
}

function tabOf(model: ModelConfig, index: number): RopeTab {
  const entry = model.ropes[index];
  if (entry === undefined) return { layerType: null, detail: "" };
  const { scaling, theta } = entry.spec;
  const factor = "factor" in scaling && scaling.factor !== null ? ` ×${factorText(scaling.factor)}` : "";
  const parts = [
    entry.layers === null ? "" : entry.layers === 1 ? l10n.t("1 layer") : l10n.t("{0} layers", entry.layers),
    entry.noPositions ? l10n.t("no positions") : `θ ${theta}`,
    scaling.type === "default" ? "" : `${scaling.type}${factor}`,
    entry.slidingWindow === null ? "" : l10n.t("last {0} tokens", entry.slidingWindow),
  ];
  return { layerType: entry.layerType, detail: parts.filter((part) => part !== "").join(" · ") };
}

/** "Written as stock longrope." */
function writtenAs(id: StrategyId): string {
  const form = writtenForm(id);
  switch (form) {
    case "none":
      return l10n.t("Written as a longer window without scaling.");
    case "theta":
      return l10n.t("Written as a larger rope_theta.");
    default:
      return l10n.t("Written as stock {0}.", form);
  }
}

function insertionOf(
  snapshot: ConfigSnapshot,
  advice: RopeAdvice,
  chosen: StrategyId | null,
  query: PreviewQuery,
  settings: AdviceSettings,
): Pick<PreviewModel, "diff"> & { parameters: string | null } {
  if (chosen === null) return { diff: null, parameters: null };
  const own = snapshot.model?.dialect ?? "v4";
  const dialect = query.dialect ?? own;
  const made = insertionFor(snapshot, advice, chosen, { dialect, runtimes: settings.runtimes });
  if (!made.ok) return { diff: null, parameters: null };
  return {
    diff: {
      ...diffLines(snapshot.text, applyEdits(snapshot.text, made.edits)),
      dialect: DIALECT_TITLES[dialect],
      dialects: (["v4", "v5"] as const).map((id) => ({ id, title: DIALECT_TITLES[id] })),
      ...(advice.model.path === "" ? {} : { within: advice.model.path.slice(1) }),
    },
    parameters: parametersToJson(made.parameters),
  };
}
