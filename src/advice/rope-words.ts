/** The words of src/rope, which has no dependency that could translate them, in the reader's language. */
import * as l10n from "@vscode/l10n";
import type { Analysis } from "../rope/analysis.ts";
import type { RopeParameterError } from "../rope/parameter-error.ts";

/** Longest value of an error that is shown. */
const LONGEST = 40;

/** Each text as src/rope writes it, with what stands in it. */
const TEXTS: readonly (readonly [RegExp, (...values: string[]) => string])[] = [
  // Why a strategy cannot be written.
  [/^Qwen's own code reads no scaling block$/, () => l10n.t("Qwen's own code reads no scaling block")],
  [
    /^a longrope block cannot state the pairs that do not rotate$/,
    () => l10n.t("a longrope block cannot state the pairs that do not rotate"),
  ],
  [
    /^a stock block of this type drops the pairs that do not rotate$/,
    () => l10n.t("a stock block of this type drops the pairs that do not rotate"),
  ],
  [
    /^the model was trained with a linear block of factor (\S+), which a stock block would replace$/,
    (factor) =>
      l10n.t("the model was trained with a linear block of factor {0}, which a stock block would replace", factor),
  ],
  // What a parameter must be.
  [/^a finite number above 0$/, () => l10n.t("a finite number above 0")],
  [/^a finite number of at least 0$/, () => l10n.t("a finite number of at least 0")],
  [/^finite$/, () => l10n.t("finite")],
  [/^even$/, () => l10n.t("even")],
  [/^above 0 and at most 1$/, () => l10n.t("above 0 and at most 1")],
  [/^a whole number of at least (\S+)$/, (least) => l10n.t("a whole number of at least {0}", least)],
  [/^a number of at least (\S+)$/, (least) => l10n.t("a number of at least {0}", least)],
  [
    /^a number of at least (\S+) and at most (\S+)$/,
    (least, most) => l10n.t("a number of at least {0} and at most {1}", least, most),
  ],
  [
    /^a number above (\S+) and at most (\S+)$/,
    (least, most) => l10n.t("a number above {0} and at most {1}", least, most),
  ],
  [/^a list of d\/2 = (\S+) numbers$/, (count) => l10n.t("a list of d/2 = {0} numbers", count)],
  [/^a list that adds up to d\/2 = (\S+)$/, (sum) => l10n.t("a list that adds up to d/2 = {0}", sum)],
  [/^left out: this strategy has no such parameter$/, () => l10n.t("left out: this strategy has no such parameter")],
];

/** A text of src/rope in the reader's language; as it is where it is none of those that users meet. */
export function ropeWords(text: string): string {
  for (const [pattern, words] of TEXTS) {
    const found = pattern.exec(text);
    if (found !== null) return words(...found.slice(1));
  }
  return text;
}

/** The error's message. */
export function parameterErrorText({ parameter, value, rule }: RopeParameterError): string {
  const shown = Array.isArray(value) ? l10n.t("a list of {0}", value.length) : String(value).slice(0, LONGEST);
  return l10n.t("{0} is {1}, but must be {2}", parameter, shown, ropeWords(rule));
}

/** The same analysis; why strategies cannot be written is in the reader's language. */
export function inReadersWords(analysis: Analysis): Analysis {
  return {
    ...analysis,
    strategies: analysis.strategies.map((strategy) =>
      strategy.leftOut?.why === "not-writable"
        ? { ...strategy, leftOut: { ...strategy.leftOut, detail: ropeWords(strategy.leftOut.detail) } }
        : strategy,
    ),
  };
}
