/** The page: its blocks in their order, and which of them a view shows. */

import * as l10n from "@vscode/l10n";
import { BlockUpdates } from "./block-updates.ts";
import { createAngles } from "./blocks/angles.ts";
import { createAnswer } from "./blocks/answer.ts";
import { createHeader } from "./blocks/header.ts";
import { createHeatmaps } from "./blocks/heatmaps.ts";
import { createHelp, type ExportFormat } from "./blocks/help.ts";
import { createLengths } from "./blocks/lengths.ts";
import { createNotice } from "./blocks/notice.ts";
import { createPairs } from "./blocks/pairs.ts";
import { createRuntimes } from "./blocks/runtimes.ts";
import { createStrategies } from "./blocks/strategies.ts";
import { createTabs } from "./blocks/tabs.ts";
import { applyTheme } from "./charts/setup.ts";
import { h } from "./dom.ts";
import { refreshTheme } from "./theme.ts";
import type { Actions, View } from "./view.ts";

export interface Page {
  /** What the charts stand in: its width and visibility decide how they are drawn. */
  readonly content: HTMLElement;
  update(view: View): void;
  /** Draws all anew, after a change of theme or pixel ratio. */
  redraw(): void;
  /** Draws all anew where the width is no longer that of the last drawing. */
  resize(): void;
  /** Draws what waits for its reader to scroll to it. */
  showAll(): void;
  /** Has the screen reader say a text. */
  say(text: string): void;
}

export function createPage(actions: Actions, exportAs: (format: ExportFormat) => void): Page {
  const progress = h(
    "div",
    { class: "progress", role: "progressbar", "aria-label": l10n.t("Comparing strategies") },
    h("div"),
  );
  const header = createHeader(actions);
  const tabs = createTabs(actions, "content");
  const notice = createNotice(actions);
  const live = h("p", { class: "unseen", id: "live", role: "status", "aria-live": "polite" });
  const blocks = [createAnswer(actions), createStrategies(actions), createPairs(actions), createAngles(actions)];
  const heatmaps = createHeatmaps(actions);
  const lengths = createLengths(actions);
  const runtimes = createRuntimes(actions);
  const content = h(
    "div",
    { class: "content", id: "content" },
    ...blocks.map(({ element }) => element),
    heatmaps.element,
    h("div", { class: "two-blocks" }, lengths.element, runtimes.element),
    createHelp(actions, exportAs),
  );
  const main = h("main", { id: "page" }, header.element, tabs.element, notice.banner, notice.text, content);
  document.body.append(progress, live, main);
  let shown: View | null = null;
  let busy = true;
  let drawnWidth = 0;
  const updates = new BlockUpdates([...blocks, heatmaps, lengths, runtimes], (all) => {
    main.setAttribute("aria-busy", String(busy || !all));
  });

  function update(view: View): void {
    shown = view;
    const { model, freshness } = view;
    document.body.dataset.state = freshness;
    busy = (freshness !== "current" && freshness !== "broken") || model?.partial === true;
    main.setAttribute("aria-busy", String(busy));
    progress.hidden = freshness !== "loading";
    header.element.hidden = model === null;
    content.hidden = model === null || model.analysis.reason !== null;
    content.classList.toggle("drained", freshness === "loading" || freshness === "broken");
    notice.update(view.notice, model);
    if (content.hidden) updates.hide();
    if (model === null) {
      tabs.element.hidden = true;
      return;
    }
    document.title = `RoPE Lens: ${model.file}`;
    header.update({ ...view, model });
    tabs.update(model);
    if (content.hidden) return;
    updates.show({ ...view, model, pair: view.query.pair ?? model.pair });
    drawnWidth = content.clientWidth;
  }

  function redraw(): void {
    applyTheme(refreshTheme());
    updates.forget();
    if (shown !== null) update(shown);
  }

  return {
    content,
    update,
    redraw,
    resize() {
      if (content.clientWidth !== drawnWidth) redraw();
    },
    showAll: () => updates.showAll(),
    say(text) {
      live.textContent = text;
    },
  };
}
