/** One strategy in the table. */
import type { LeftOut, PreviewModel, RuntimeSupport, StrategyResult } from "../../src/protocol/index.ts";
import { h, unseen } from "../dom.ts";
import { localShiftText, spreadText } from "../format.ts";
import { STRATEGY_LOOKS } from "../strategies.ts";
import { SUPPORT_WORDS, supportIcon } from "../support.ts";
import { swatch } from "../swatch.ts";
import type { Actions } from "../view.ts";

/** Grids that a ranking is repeated on. */
const GRIDS = 16;
/** Stands for what a quick answer lacks. */
const LATER = { text: "…", title: "Compared when the length rests" } as const;

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
  const tag = tagOf(strategy, model);
  const radio = h("input", {
    class: "radio",
    type: "radio",
    name: "chosen",
    id: `use-${id}`,
    "aria-label": `Insert ${id}`,
  });
  radio.checked = chosen;
  radio.addEventListener("change", () => actions.choose(id));
  const check = h("input", {
    class: "check",
    type: "checkbox",
    id: `draw-${id}`,
    "aria-label": `Show ${id} in the charts`,
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
        h("span", { class: "about muted note", title: STRATEGY_LOOKS[id].about }, STRATEGY_LOOKS[id].about),
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
      { class: "spread right muted tabular", title: model.partial ? LATER.title : spreadTitle(strategy, model, scale) },
      model.partial ? LATER.text : spreadText(strategy.spread),
    ),
    createShift(strategy, tag),
    createGrids(strategy, model.partial === true),
    h("td", { class: "runtimes-cell" }, ...createRuntimes(model.support[id] ?? [])),
    h("td", { class: "show" }, check),
  );
}

function meanTitle({ id, meanDisturbance }: StrategyResult, { analysis }: PreviewModel, { decimals }: Scale): string {
  const linear = analysis.strategies.find((other) => other.id === "linear");
  const text = `${meanDisturbance.toFixed(decimals)} nats`;
  if (linear === undefined || id === "linear" || linear.meanDisturbance === 0) return text;
  const change = meanDisturbance / linear.meanDisturbance - 1;
  return `${text}, ${Math.abs(change * 100).toFixed(1)} % ${change < 0 ? "below" : "above"} linear`;
}

function spreadTitle({ spread: [low, high] }: StrategyResult, { analysis }: PreviewModel, { decimals }: Scale): string {
  return `${low.toFixed(decimals)} to ${high.toFixed(decimals)} over four grids of ${analysis.bins} bins`;
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
    h("span", { class: "shift-label" }, "Local shift "),
    h("span", { class: localShift < 0.0001 ? "shift-value muted" : "shift-value" }, localShiftText(localShift)),
    tag === null ? null : h("span", { class: "tag", title: tag.title }, tag.text),
  );
}

function createGrids({ gridWins, inRunning }: StrategyResult, partial: boolean): HTMLElement {
  if (partial && inRunning) return h("td", { class: "grids right muted", title: LATER.title }, LATER.text);
  if (!inRunning || gridWins === null) {
    return h(
      "td",
      { class: "grids right muted", title: "Not in the running" },
      unseen("not in the running"),
      h("span", { "aria-hidden": "true" }, "–"),
    );
  }
  const wins = Math.round(gridWins * GRIDS);
  return h("td", { class: wins === 0 ? "grids right muted tabular" : "grids right tabular" }, `${wins} of ${GRIDS}`);
}

function createRuntimes(support: readonly RuntimeSupport[]): HTMLElement[] {
  return [
    unseen(support.map(({ title, state }) => `${title}: ${SUPPORT_WORDS[state]}`).join("; ")),
    h(
      "span",
      { class: "runtime-states", "aria-hidden": "true" },
      ...support.map(({ title, state, note }) =>
        h(
          "span",
          { class: `support-${state}`, title: `${title}: ${SUPPORT_WORDS[state]}. ${note}` },
          supportIcon(state),
        ),
      ),
    ),
  ];
}

/** A few quiet words on what holds against a strategy. */
function tagOf(strategy: StrategyResult, model: PreviewModel): { text: string; title: string | null } | null {
  const { leftOut, needsFineTuning } = strategy;
  if (leftOut !== null) return leftOutTag(leftOut, model.support[strategy.id] ?? []);
  return needsFineTuning ? { text: "needs fine-tuning", title: null } : null;
}

function leftOutTag(leftOut: LeftOut, support: readonly RuntimeSupport[]): { text: string; title: string | null } {
  switch (leftOut.why) {
    case "needs-fine-tuning":
      return { text: "needs fine-tuning", title: null };
    case "running-length":
      return { text: "not ranked", title: "Its factors follow the running length" };
    case "changed":
      return { text: "changed", title: "Its parameters were set by hand, so it is not ranked" };
    case "not-writable":
      return { text: "cannot be written", title: leftOut.detail };
    case "runtime": {
      const title = support.find(({ runtime }) => runtime === leftOut.runtime)?.title ?? leftOut.runtime;
      return { text: `not in ${title}`, title: leftOut.detail };
    }
  }
}
