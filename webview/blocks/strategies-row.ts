/** One strategy in the table. */
import * as l10n from "@vscode/l10n";
import type { LeftOut, PreviewModel, RuntimeSupport, StrategyResult } from "../../src/protocol/index.ts";
import { h, unseen } from "../dom.ts";
import { localShiftText, spreadText } from "../format.ts";
import { aboutStrategy } from "../strategies.ts";
import { supportIcon, supportWord } from "../support.ts";
import { swatch } from "../swatch.ts";
import type { Actions } from "../view.ts";

/** Grids that a ranking is repeated on. */
const GRIDS = 16;
/** Stands for what a quick answer lacks. */
const LATER = "…";
const laterTitle = (): string => l10n.t("Compared when the length rests");

export interface Scale {
  /** Whole decades, the first and the last being the ends. */
  readonly ticks: readonly number[];
  readonly decimals: number;
}

/** Where a mean lies on the bar's logarithmic axis, from 0 to 1. */
export function barShare(value: number, { ticks }: Scale): number {
  const low = Math.log10(ticks[0] ?? 1);
  const high = Math.log10(ticks.at(-1) ?? 10);
  return value > 0 ? Math.min(1, Math.max(0, (Math.log10(value) - low) / (high - low))) : 0;
}

export function createStrategyRow(
  strategy: StrategyResult,
  model: PreviewModel,
  scale: Scale,
  actions: Actions,
): HTMLTableRowElement {
  const { id } = strategy;
  const chosen = id === model.chosen;
  const tag = tagOf(strategy);
  const about = aboutStrategy(id);
  const radio = h("input", {
    class: "radio",
    type: "radio",
    name: "chosen",
    id: `use-${id}`,
    "aria-label": l10n.t("Insert {0}", id),
  });
  radio.checked = chosen;
  radio.addEventListener("change", () => actions.choose(id));
  const check = h("input", {
    class: "check",
    type: "checkbox",
    id: `draw-${id}`,
    "aria-label": l10n.t("Show {0} in the charts", id),
  });
  check.checked = model.drawn.includes(id);
  check.disabled = chosen;
  check.addEventListener("change", () => actions.draw(id, check.checked));
  return h(
    "tr",
    { class: [chosen ? "chosen" : "", tag === null ? "" : "tagged"].join(" ").trim() || null, "data-strategy": id },
    h("td", { class: "use" }, radio),
    h(
      "th",
      { scope: "row", class: "name" },
      h(
        "label",
        { for: `use-${id}` },
        swatch(id),
        h("span", { class: "strategy-title" }, id),
        " ",
        h("span", { class: "about muted note", title: about }, about),
      ),
    ),
    h(
      "td",
      { class: "mean right tabular", title: meanTitle(strategy, model, scale) },
      strategy.meanDisturbance.toFixed(scale.decimals),
    ),
    h("td", { class: "bar", "aria-hidden": "true" }, createBar(strategy, scale)),
    h(
      "td",
      {
        class: "spread right muted tabular",
        title: model.partial ? laterTitle() : spreadTitle(strategy, model, scale),
      },
      model.partial ? LATER : spreadText(strategy.spread),
    ),
    createShift(strategy, tag),
    createGrids(strategy, model.partial === true),
    h("td", { class: "runtimes-cell" }, ...createRuntimes(model.support[id] ?? [])),
    h("td", { class: "show" }, check),
  );
}

function meanTitle({ id, meanDisturbance }: StrategyResult, { analysis }: PreviewModel, { decimals }: Scale): string {
  const linear = analysis.strategies.find((other) => other.id === "linear");
  const text = l10n.t("{0} nats", meanDisturbance.toFixed(decimals));
  if (linear === undefined || id === "linear" || linear.meanDisturbance === 0) return text;
  const change = meanDisturbance / linear.meanDisturbance - 1;
  const share = `${Math.abs(change * 100).toFixed(1)} %`;
  return change < 0 ? l10n.t("{0}, {1} below linear", text, share) : l10n.t("{0}, {1} above linear", text, share);
}

function spreadTitle({ spread: [low, high] }: StrategyResult, { analysis }: PreviewModel, { decimals }: Scale): string {
  return l10n.t("{0} to {1} over four grids of {2} bins", low.toFixed(decimals), high.toFixed(decimals), analysis.bins);
}

function createBar({ id, meanDisturbance }: StrategyResult, scale: Scale): HTMLElement {
  const fill = h("span", { class: `bar-fill of-${id}` });
  fill.style.width = `${barShare(meanDisturbance, scale) * 100}%`;
  const track = h("span", { class: "track" }, fill);
  track.style.setProperty("--decades", String(scale.ticks.length - 1));
  return track;
}

function createShift({ localShift }: StrategyResult, tag: { text: string; title: string | null } | null): HTMLElement {
  return h(
    "td",
    { class: "shift tabular", title: String(localShift) },
    h("span", { class: "shift-label" }, `${l10n.t("Local shift")} `),
    h("span", { class: localShift < 0.0001 ? "shift-value muted" : "shift-value" }, localShiftText(localShift)),
    tag === null ? null : h("span", { class: "tag", title: tag.title }, tag.text),
  );
}

function createGrids({ gridWins, inRunning }: StrategyResult, partial: boolean): HTMLElement {
  if (partial && inRunning) return h("td", { class: "grids right muted", title: laterTitle() }, LATER);
  if (!inRunning || gridWins === null) {
    return h(
      "td",
      { class: "grids right muted", title: l10n.t("Not in the running") },
      unseen(l10n.t("not in the running")),
      h("span", { "aria-hidden": "true" }, "–"),
    );
  }
  const wins = Math.round(gridWins * GRIDS);
  return h(
    "td",
    { class: wins === 0 ? "grids right muted tabular" : "grids right tabular" },
    l10n.t("{0} of {1}", wins, GRIDS),
  );
}

function createRuntimes(support: readonly RuntimeSupport[]): HTMLElement[] {
  return [
    unseen(support.map(({ title, state }) => l10n.t("{0}: {1}", title, supportWord(state))).join(l10n.t("; "))),
    h(
      "span",
      { class: "runtime-states", "aria-hidden": "true" },
      ...support.map(({ title, state, note }) =>
        h(
          "span",
          { class: `support-${state}`, title: l10n.t("{0}: {1}. {2}", title, supportWord(state), note) },
          supportIcon(state),
        ),
      ),
    ),
  ];
}

/** A few quiet words on what holds against a strategy. */
function tagOf({ leftOut, needsFineTuning }: StrategyResult): { text: string; title: string | null } | null {
  if (leftOut !== null) return leftOutTag(leftOut);
  return needsFineTuning ? { text: l10n.t("needs fine-tuning"), title: null } : null;
}

function leftOutTag(leftOut: LeftOut): { text: string; title: string | null } {
  switch (leftOut.why) {
    case "needs-fine-tuning":
      return { text: l10n.t("needs fine-tuning"), title: null };
    case "running-length":
      return { text: l10n.t("not ranked"), title: l10n.t("Its factors follow the running length") };
    case "changed":
      return { text: l10n.t("changed"), title: l10n.t("Its parameters were set by hand, so it is not ranked") };
    case "not-writable":
      return { text: l10n.t("cannot be written"), title: leftOut.detail };
    case "runtime": {
      const { runtime, detail, unknown } = leftOut;
      return { text: l10n.t("not in {0}", runtime), title: unknown ? l10n.t("unknown: {0}", detail) : detail };
    }
  }
}
