/** What src/rope, which has no dependency that could translate, reports as data: in the reader's language. */
import * as l10n from "@vscode/l10n";
import type { Analysis } from "../rope/analysis.ts";
import { type ParameterRule, type RopeParameterError, ruleText } from "../rope/parameter-error.ts";
import type { NotWritable } from "../rope/strategies/not-writable.ts";

/** Longest value of an error that is shown. */
const LONGEST = 40;

/** Why a strategy cannot be written. */
export function notWritableWords(reason: NotWritable): string {
  switch (reason.kind) {
    case "no-block-is-read":
      return l10n.t("Qwen's own code reads no scaling block");
    case "lists-lack-resting-pairs":
      return l10n.t("a longrope block cannot state the pairs that do not rotate");
    case "block-drops-resting-pairs":
      return l10n.t("a stock block of this type drops the pairs that do not rotate");
    case "block-replaces-trained-one":
      return l10n.t(
        "the model was trained with a linear block of factor {0}, which a stock block would replace",
        reason.factor,
      );
  }
}

/** What a parameter must be. */
export function ruleWords(rule: ParameterRule): string {
  switch (rule.kind) {
    case "finite":
      return l10n.t("finite");
    case "positive":
      return l10n.t("a finite number above 0");
    case "even":
      return l10n.t("even");
    case "whole":
      return l10n.t("a whole number of at least {0}", rule.least);
    case "finite-at-least":
      return l10n.t("a finite number of at least {0}", rule.least);
    case "at-least":
      return l10n.t("a number of at least {0}", rule.least);
    case "between":
      return rule.above
        ? l10n.t("a number above {0} and at most {1}", rule.least, rule.most)
        : l10n.t("a number of at least {0} and at most {1}", rule.least, rule.most);
    case "pair-list":
      return l10n.t("a list of d/2 = {0} numbers", rule.length);
    case "pair-sum":
      return l10n.t("a list that adds up to d/2 = {0}", rule.sum);
    case "absent":
      return l10n.t("left out: this strategy has no such parameter");
    // A mistake of the calling code, which no user meets.
    case "below":
    case "list-at-least":
      return ruleText(rule);
  }
}

/** The error's message. */
export function parameterErrorText({ parameter, value, rule }: RopeParameterError): string {
  const shown = Array.isArray(value) ? l10n.t("a list of {0}", value.length) : String(value).slice(0, LONGEST);
  return l10n.t("{0} is {1}, but must be {2}", parameter, shown, ruleWords(rule));
}

/** The same analysis; why strategies cannot be written is in the reader's language. */
export function inReadersWords(analysis: Analysis): Analysis {
  return {
    ...analysis,
    strategies: analysis.strategies.map((strategy) => {
      const { leftOut } = strategy;
      if (leftOut?.why !== "not-writable") return strategy;
      return { ...strategy, leftOut: { ...leftOut, detail: notWritableWords(leftOut.reason) } };
    }),
  };
}
