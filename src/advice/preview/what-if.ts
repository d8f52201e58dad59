/** "What if…": the parameters of the chosen strategy that can be set by hand, and what the change does. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel, WhatIf } from "../../protocol/preview.ts";
import type { Analysis } from "../../rope/analysis.ts";
import { changedAnalysisSteps, parametersOf, type StrategyChanges, soundChanges } from "../../rope/change.ts";
import type { StrategyId } from "../../rope/spec.ts";
import type { Steps } from "../../rope/steps.ts";
import { domainRule, type ParameterId } from "../../rope/strategies/parameters.ts";
import type { RopeAdvice } from "../advise.ts";
import { decimalsFor, disturbanceText, factorText } from "../numbers.ts";
import { ruleWords } from "../rope-words.ts";

function aboutParameter(id: ParameterId): string {
  switch (id) {
    case "factor":
      return l10n.t("what the slow pairs are divided by");
    case "beta_fast":
    case "high_freq_factor":
      return l10n.t("turns within the pretrained length from which on a pair stays as it is");
    case "beta_slow":
    case "low_freq_factor":
      return l10n.t("turns below which a pair is divided by the whole factor");
    case "rope_theta":
      return l10n.t("the base of the frequencies");
    case "attention_factor":
      return l10n.t("on cos and sin; does not move an angle");
  }
}

/** The last changed analysis of each ranking: a step to another pair asks for it again. */
const kept = new WeakMap<Analysis, { readonly key: string; readonly analysis: Analysis }>();

/**
 * The advice with the changed strategies in the place of those as they are.
 * @param wanted of any shape; what cannot be set is left out
 */
export function* changedAdviceSteps(advice: RopeAdvice, wanted: unknown): Steps<RopeAdvice> {
  const { spec } = advice.entry;
  const changes = soundChanges(spec, advice.analysis, wanted);
  if (Object.keys(changes).length === 0) return advice;
  const key = JSON.stringify(changes);
  const known = kept.get(advice.analysis);
  if (known?.key === key) return { ...advice, analysis: known.analysis, changes };
  const analysis = yield* changedAnalysisSteps(spec, advice.analysis, changes);
  kept.set(advice.analysis, { key, analysis });
  return { ...advice, analysis, changes };
}

/**
 * The same for an edit: what cannot be set is not left out but an error.
 * @throws RopeParameterError
 */
export function* strictlyChangedAdviceSteps(advice: RopeAdvice, changes: StrategyChanges): Steps<RopeAdvice> {
  const analysis = yield* changedAnalysisSteps(advice.entry.spec, advice.analysis, changes);
  return { ...advice, analysis, changes };
}

/**
 * @param own the advice with the strategies as they are
 * @param changed the same with the changes; `own` itself when there are none
 */
export function whatIfOf(own: RopeAdvice, changed: RopeAdvice, chosen: StrategyId | null): WhatIf | null {
  if (chosen === null) return null;
  const values = changed.changes?.[chosen];
  const parameters = parametersOf(own.entry.spec, own.analysis, chosen, values);
  if (parameters.length === 0) return null;
  return {
    fields: parameters.map(({ id, value, computed, domain }) => ({
      id,
      value,
      computed,
      least: domain.least,
      above: domain.above ?? false,
      most: domain.most,
      rule: l10n.t("{0} must be {1}.", id, ruleWords(domainRule(domain))),
      about: aboutParameter(id),
    })),
    sentence: values === undefined ? "" : changeSentence(own.analysis, changed.analysis, chosen),
  };
}

/** What the query asks for, as far as it can be. */
export function queryOf(query: PreviewModel["query"], { changes }: RopeAdvice): PreviewModel["query"] {
  if (query.changes === undefined || query.changes === null) return query;
  return { ...query, changes: changes ?? null };
}

function changeSentence(own: Analysis, changed: Analysis, id: StrategyId): string {
  const before = own.strategies.find((strategy) => strategy.id === id);
  const after = changed.strategies.find((strategy) => strategy.id === id);
  if (before === undefined || after === undefined) return "";
  const decimals = decimalsFor([before.meanDisturbance, after.meanDisturbance]);
  const mean = disturbanceText(after.meanDisturbance, decimals);
  const was = disturbanceText(before.meanDisturbance, decimals);
  if (after.leftOut?.why !== "changed") return l10n.t("The attention factor moves no angle: every figure stays.");
  return l10n.t(
    "{0} as changed: mean disturbance {1} instead of {2}, local shift {3} instead of {4}. It is not ranked, and the curve over target lengths shows it unchanged.",
    id,
    mean,
    was,
    factorText(after.localShift),
    factorText(before.localShift),
  );
}
