/** What a screen reader is told after a change: the new answer, or the new pair's values. */
import * as l10n from "@vscode/l10n";
import type { PreviewQuery } from "../src/protocol/index.ts";
import { pairText } from "./blocks/pairs.ts";
import { scaleText } from "./format.ts";
import type { View } from "./view.ts";

export class Speech {
  private awaited: "answer" | "change" | "pair" | null = null;
  private readonly say: (text: string) => void;

  constructor(say: (text: string) => void) {
    this.say = say;
  }

  /** Takes note of what was asked. */
  asked(change: Partial<PreviewQuery>): void {
    if ("targetLength" in change || "use" in change || "runtime" in change || "rope" in change) this.awaited = "answer";
    else if ("changes" in change) this.awaited ??= "change";
    else if ("pair" in change) this.awaited ??= "pair";
  }

  /** Says what was awaited once its results are on screen. */
  shown({ model, query, freshness }: View): void {
    if (
      this.awaited === null ||
      model === null ||
      freshness !== "current" ||
      model.partial ||
      !answers(model.query, query)
    )
      return;
    const { targetLength, scale } = model.analysis;
    const texts = {
      answer: () => l10n.t("Target length {0}, {1}. {2}", targetLength, scaleText(scale), model.headline),
      change: () => model.whatIf?.sentence || l10n.t("{0} as computed.", model.chosen ?? l10n.t("The strategy")),
      pair: () => pairText({ model, pair: query.pair ?? model.pair }),
    };
    this.say(texts[this.awaited]());
    this.awaited = null;
  }
}

function answers(answered: PreviewQuery, asked: PreviewQuery): boolean {
  return (
    answered.rope === asked.rope &&
    answered.targetLength === asked.targetLength &&
    answered.use === asked.use &&
    answered.runtime === asked.runtime &&
    answered.pair === asked.pair &&
    changesText(answered) === changesText(asked)
  );
}

/** A strategy without values is as good as none. */
function changesText({ changes }: PreviewQuery): string {
  return JSON.stringify(Object.entries(changes ?? {}).filter(([, values]) => Object.keys(values).length > 0));
}
