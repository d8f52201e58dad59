/** The answer in words, the same in preview, hover, lens and command line. "Disturbs least", never more than that. */
import * as l10n from "@vscode/l10n";
import { sameFactors } from "../rope/analyse.ts";
import type { Analysis, StrategyResult } from "../rope/analysis.ts";
import { GRID_COUNT } from "../rope/stability.ts";
import type { RopeAdvice } from "./advise.ts";
import { isInFile } from "./current-strategy.ts";
import { decimalsFor, disturbanceText, percentText } from "./numbers.ts";
import { runtimeDetail } from "./runtime-support.ts";
import { joined, listed } from "./sentences.ts";

export interface Headline {
  readonly headline: string;
  readonly evidence: string;
}

/** Number of grids that a strategy wins, out of 16. */
export function gridsWon(strategy: StrategyResult): number {
  return Math.round((strategy.gridWins ?? 0) * GRID_COUNT);
}

/** What the local shift means for neighbouring tokens. */
export function neighboursText(localShift: number): string {
  if (localShift < 0.001) return l10n.t("neighbours undisturbed");
  if (localShift <= 0.01) return l10n.t("neighbours nearly undisturbed");
  return l10n.t("neighbours moved (local shift {0})", localShift.toFixed(4));
}

export function headlineOf(advice: RopeAdvice, runtimeTitle: string | null): Headline {
  const { analysis } = advice;
  if (analysis.reason !== null) return nothingText(advice);
  const first = analysis.strategies.find(({ id }) => id === analysis.recommended);
  if (first === undefined) return noneLeft(analysis, runtimeTitle);
  const decimals = decimalsFor(analysis.strategies.map((strategy) => strategy.meanDisturbance));
  const value = disturbanceText(first.meanDisturbance, decimals);
  const tied = analysis.tiedWith
    .map((id) => analysis.strategies.find((strategy) => strategy.id === id))
    .filter((strategy) => strategy !== undefined);
  const out = leftOutByRuntime(analysis, first, decimals);
  if (tied.length > 0) {
    const names = listed([first.title, ...tied.map((strategy) => strategy.title)]);
    const others = tied.map((strategy) =>
      l10n.t(
        "{0} ({1}) on {2}",
        strategy.title,
        disturbanceText(strategy.meanDisturbance, decimals),
        gridsWon(strategy),
      ),
    );
    const [won, list] = [gridsWon(first), listed(others)];
    return {
      headline: l10n.t("{0} tie: {1}", names, value),
      evidence: `${out}${l10n.t("{0} is least on {1} of {2} grids, {3}; treat them as equal.", first.title, won, GRID_COUNT, list)}`,
    };
  }
  const headline =
    runtimeTitle === null
      ? l10n.t("{0} disturbs least: {1}", first.title, value)
      : l10n.t("Of what {0} runs, {1} disturbs least: {2}", runtimeTitle, first.title, value);
  const stated = isInFile(advice) ? l10n.t("The file states it already.") : "";
  return { headline, evidence: `${out}${joined(evidenceText(analysis, first, decimals), stated)}` };
}

function evidenceText(analysis: Analysis, first: StrategyResult, decimals: number): string {
  // The file's own lists can be those of the recommended strategy: one and the same entry under two names.
  const rivals = analysis.strategies.filter(({ factors }) => !sameFactors(factors, first.factors));
  const next = rivals.find((strategy) => strategy.inRunning);
  const below =
    next === undefined || next.meanDisturbance === 0
      ? ""
      : l10n.t(
          "{0} below {1} ({2}), ",
          percentText(1 - first.meanDisturbance / next.meanDisturbance, 0),
          next.title,
          disturbanceText(next.meanDisturbance, decimals),
        );
  const others = rivals
    .filter((strategy) => gridsWon(strategy) > 0)
    .map((strategy) => l10n.t(", {0} on {1}", strategy.title, gridsWon(strategy)));
  const neighbours = neighboursText(first.localShift);
  const won = gridsWon(first);
  const grids =
    first.gridWins === null
      ? l10n.t("{0}; not yet compared on {1} grids.", neighbours, GRID_COUNT)
      : l10n.t("{0}; least on {1} of {2} grids{3}.", neighbours, won, GRID_COUNT, others.join(""));
  const text = `${below}${grids}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "resonant (0.00456) does not run there: conversion drops ... " for what would disturb less but does not run. */
function leftOutByRuntime(analysis: Analysis, first: StrategyResult, decimals: number): string {
  const better = analysis.strategies.find(
    (strategy) => strategy.leftOut?.why === "runtime" && strategy.meanDisturbance < first.meanDisturbance,
  );
  if (better?.leftOut?.why !== "runtime") return "";
  const { runtime, detail, unknown } = better.leftOut;
  if (unknown === true) return l10n.t("Whether {0} runs {1} is unknown: {2}. ", runtime, better.title, detail);
  const value = disturbanceText(better.meanDisturbance, decimals);
  return l10n.t("{0} ({1}) does not run there: {2}. ", better.title, value, detail);
}

function noneLeft(analysis: Analysis, runtimeTitle: string | null): Headline {
  const left = analysis.strategies.find((strategy) => strategy.leftOut?.why === "runtime");
  const why =
    left?.leftOut?.why === "runtime"
      ? l10n.t("{0}: {1}.", left.title, runtimeDetail(left.leftOut))
      : l10n.t("No strategy is in the running.");
  return {
    headline:
      runtimeTitle === null
        ? l10n.t("No strategy can be recommended")
        : l10n.t("No strategy is known to run in {0}", runtimeTitle),
    evidence: why,
  };
}

function nothingText({ analysis, entry }: RopeAdvice): Headline {
  const { pretrainedLength, targetLength } = analysis;
  if (analysis.reason === "sliding") {
    const { layers, slidingWindow } = entry;
    return {
      headline: l10n.t("Nothing to extend in sliding layers"),
      evidence:
        layers === null
          ? l10n.t(
              "These layers attend to the last {0} tokens only, so no rotary angle goes beyond what pretraining visited.",
              slidingWindow ?? 0,
            )
          : l10n.t(
              "These {0} layers attend to the last {1} tokens only, so no rotary angle goes beyond what pretraining visited.",
              layers,
              slidingWindow ?? 0,
            ),
    };
  }
  if (analysis.reason === "nope") {
    return {
      headline: l10n.t("Nothing to extend without rotation"),
      evidence: l10n.t("These layers have no position embedding, so there are no rotary angles to disturb."),
    };
  }
  const evidence =
    targetLength === pretrainedLength
      ? l10n.t(
          "A window of {0} tokens is the pretrained one. Choose a longer target length to compare the strategies.",
          targetLength,
        )
      : l10n.t(
          "A window of {0} tokens lies within the pretrained {1}. Choose a longer target length to compare the strategies.",
          targetLength,
          pretrainedLength,
        );
  return { headline: l10n.t("Nothing to extend"), evidence };
}
