/** Histograms of one pair under several strategies, and what they say. */

import * as l10n from "@vscode/l10n";
import type { AnglesModel } from "../../protocol/preview.ts";
import type { Analysis } from "../../rope/analysis.ts";
import { angleCounts } from "../../rope/angle-counts.ts";
import { convergents } from "../../rope/resonant/convergents.ts";
import type { StrategyId } from "../../rope/spec.ts";
import { countText, percentText } from "../numbers.ts";
import { joined, listed } from "../sentences.ts";

/** @param drawn strategies of the analysis */
export function anglesOf(analysis: Analysis, pair: number, drawn: readonly StrategyId[]): AnglesModel | null {
  const theta = analysis.pretrainedFrequencies[pair];
  if (theta === undefined || theta === 0) return null;
  const { bins, pretrainedLength, targetLength } = analysis;
  const pretrained = angleCounts(theta, pretrainedLength, bins);
  const extended = drawn.flatMap((id) => {
    const factor = analysis.strategies.find((strategy) => strategy.id === id)?.factors[pair];
    if (factor === undefined) return [];
    const counts = angleCounts(theta / factor, targetLength, bins);
    const newPositions = counts.reduce((sum, count, k) => sum + (pretrained[k] === 0 ? count : 0), 0);
    return [{ id, counts: Array.from(counts), newPositions }];
  });
  return {
    pair,
    wavelength: (2 * Math.PI) / theta,
    pretrained: Array.from(pretrained),
    extended,
    sentence: joined(visitedSentence(pretrained, theta, pretrainedLength), newAnglesSentence(extended, targetLength)),
  };
}

function visitedSentence(pretrained: Float64Array, theta: number, length: number): string {
  const visited = pretrained.filter((count) => count > 0).length;
  const bins = pretrained.length;
  const turns = (theta * length) / (2 * Math.PI);
  if (turns < 1) {
    return l10n.t(
      "Pretraining visits {0} of the {1} bins: {2} tokens are {3} of a turn.",
      visited,
      bins,
      length,
      Number(turns.toPrecision(2)),
    );
  }
  if (visited === bins) return l10n.t("Pretraining visits all {0} bins.", bins);
  const comb = nearRepetition(theta / (2 * Math.PI), length);
  return comb === null
    ? l10n.t("Pretraining visits {0} of the {1} bins.", visited, bins)
    : l10n.t("Pretraining visits {0} of the {1} bins: the pair nearly repeats every {2} tokens.", visited, bins, comb);
}

/** The shortest number of tokens after which `length` positions drift less than one turn in all; null for none. */
function nearRepetition(alpha: number, length: number): number | null {
  for (const { p, q } of convergents(alpha, length)) {
    if (q > 1 && length * Math.abs(q * alpha - p) < 1) return q;
  }
  return null;
}

/** "Of 16,384 positions, yarn puts 7,895 (48 %) in bins that pretraining never visited; resonant only 2." */
function newAnglesSentence(extended: AnglesModel["extended"], targetLength: number): string {
  if (extended.length === 0) return "";
  const notable = extended.filter(({ newPositions }) => newPositions >= targetLength / 100);
  const few = extended.filter(({ newPositions }) => newPositions < targetLength / 100);
  const share = (count: number) => l10n.t("{0} ({1})", countText(count), percentText(count / targetLength, 0));
  const inNewBins = (parts: readonly string[], rest: string) =>
    l10n.t(
      "Of {0} positions, {1} in bins that pretraining never visited{2}.",
      countText(targetLength),
      listed(parts),
      rest,
    );
  if (extended.every(({ newPositions }) => newPositions === 0)) return l10n.t("No strategy drawn reaches a new angle.");
  if (notable.length === 0) {
    const parts = few.map(({ id, newPositions }) => l10n.t("{0} puts {1}", id, countText(newPositions)));
    return inNewBins(parts, "");
  }
  const parts = notable.map(({ id, newPositions }) => l10n.t("{0} puts {1}", id, share(newPositions)));
  const rest = few.map(({ id, newPositions }) =>
    newPositions === 0 ? `${id} 0` : l10n.t("{0} only {1}", id, countText(newPositions)),
  );
  return inNewBins(parts, rest.length > 0 ? `${l10n.t("; ")}${listed(rest)}` : "");
}
