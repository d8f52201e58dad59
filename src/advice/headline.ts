/** The answer in words, the same in preview, hover, lens and command line. "Disturbs least", never more than that. */
import { sameFactors } from "../rope/analyse.ts";
import type { Analysis, StrategyResult } from "../rope/analysis.ts";
import { GRID_COUNT } from "../rope/stability.ts";
import type { RopeAdvice } from "./advise.ts";
import { isInFile } from "./current-strategy.ts";
import { decimalsFor, disturbanceText, percentText } from "./numbers.ts";

export interface Headline {
  readonly headline: string;
  readonly evidence: string;
}

const STABLE_GRIDS = 12;

/** Number of grids that a strategy wins, out of 16. */
export function gridsWon(strategy: StrategyResult): number {
  return Math.round((strategy.gridWins ?? 0) * GRID_COUNT);
}

/** What the local shift means for neighbouring tokens. */
export function neighboursText(localShift: number): string {
  if (localShift < 0.001) return "neighbours undisturbed";
  if (localShift <= 0.01) return "neighbours nearly undisturbed";
  return `neighbours moved (local shift ${localShift.toFixed(4)})`;
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
  if (gridsWon(first) < STABLE_GRIDS && tied.length > 0) {
    const names = listText([first.title, ...tied.map((strategy) => strategy.title)]);
    const others = tied.map(
      (strategy) =>
        `${strategy.title} (${disturbanceText(strategy.meanDisturbance, decimals)}) on ${gridsWon(strategy)}`,
    );
    return {
      headline: `${names} tie: ${value}`,
      evidence: `${out}${first.title} is least on ${gridsWon(first)} of ${GRID_COUNT} grids, ${listText(others)}; treat them as equal.`,
    };
  }
  const headline =
    runtimeTitle === null
      ? `${first.title} disturbs least: ${value}`
      : `Of what ${runtimeTitle} runs, ${first.title} disturbs least: ${value}`;
  const stated = isInFile(advice) ? " The file states it already." : "";
  return { headline, evidence: `${out}${evidenceText(analysis, first, decimals)}${stated}` };
}

function evidenceText(analysis: Analysis, first: StrategyResult, decimals: number): string {
  // The file's own lists can be those of the recommended strategy: one and the same entry under two names.
  const rivals = analysis.strategies.filter(({ factors }) => !sameFactors(factors, first.factors));
  const next = rivals.find((strategy) => strategy.inRunning);
  const below =
    next === undefined || next.meanDisturbance === 0
      ? ""
      : `${percentText(1 - first.meanDisturbance / next.meanDisturbance, 0)} below ${next.title} (${disturbanceText(next.meanDisturbance, decimals)}), `;
  const others = rivals
    .filter((strategy) => gridsWon(strategy) > 0)
    .map((strategy) => `, ${strategy.title} on ${gridsWon(strategy)}`);
  const text = `${below}${neighboursText(first.localShift)}; least on ${gridsWon(first)} of ${GRID_COUNT} grids${others.join("")}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "resonant (0.00456) does not run there: conversion drops ... " for what would disturb less but does not run. */
function leftOutByRuntime(analysis: Analysis, first: StrategyResult, decimals: number): string {
  const better = analysis.strategies.find(
    (strategy) => strategy.leftOut?.why === "runtime" && strategy.meanDisturbance < first.meanDisturbance,
  );
  if (better?.leftOut?.why !== "runtime") return "";
  const { runtime, detail } = better.leftOut;
  if (detail.startsWith("unknown: ")) {
    return `Whether ${runtime} runs ${better.title} is unknown: ${detail.slice("unknown: ".length)}. `;
  }
  return `${better.title} (${disturbanceText(better.meanDisturbance, decimals)}) does not run there: ${detail}. `;
}

function noneLeft(analysis: Analysis, runtimeTitle: string | null): Headline {
  const left = analysis.strategies.find((strategy) => strategy.leftOut?.why === "runtime");
  const why =
    left?.leftOut?.why === "runtime" ? `${left.title}: ${left.leftOut.detail}.` : "No strategy is in the running.";
  return {
    headline:
      runtimeTitle === null ? "No strategy can be recommended" : `No strategy is known to run in ${runtimeTitle}`,
    evidence: why,
  };
}

function nothingText({ analysis, entry }: RopeAdvice): Headline {
  const { pretrainedLength, targetLength } = analysis;
  if (analysis.reason === "sliding") {
    const layers = entry.layers === null ? "These layers attend" : `These ${entry.layers} layers attend`;
    return {
      headline: "Nothing to extend in sliding layers",
      evidence: `${layers} to the last ${entry.slidingWindow ?? 0} tokens only, so no rotary angle goes beyond what pretraining visited.`,
    };
  }
  if (analysis.reason === "nope") {
    return {
      headline: "Nothing to extend without rotation",
      evidence: "These layers have no position embedding, so there are no rotary angles to disturb.",
    };
  }
  const evidence =
    targetLength === pretrainedLength
      ? `A window of ${targetLength} tokens is the pretrained one. Choose a longer target length to compare the strategies.`
      : `A window of ${targetLength} tokens lies within the pretrained ${pretrainedLength}. Choose a longer target length to compare the strategies.`;
  return { headline: "Nothing to extend", evidence };
}

export function listText(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
