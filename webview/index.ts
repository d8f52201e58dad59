/** Starts the preview: connects the host, the session and the page. */
import "./css/palette.css";
import "./css/base.css";
import "./css/controls.css";
import "./css/header.css";
import "./css/answer.css";
import "./css/what-if.css";
import "./css/tables.css";
import "./css/ranking.css";
import "./css/ranking-width.css";
import "./css/runtimes.css";
import "./css/data.css";
import "./css/charts.css";
import "./css/states.css";
import * as l10n from "@vscode/l10n";
import { createActions } from "./actions.ts";
import type { ExportFormat } from "./blocks/help.ts";
import { applyTheme } from "./charts/setup.ts";
import { base64Of, baseName, csvOf, jsonOf } from "./exports.ts";
import { connectHost, type Host } from "./host.ts";
import { localise } from "./localise.ts";
import { createPage } from "./page.ts";
import { pngOf, svgOf } from "./pictures.ts";
import { keepScroll } from "./scroll-memory.ts";
import { Session } from "./session.ts";
import { Speech } from "./speech.ts";
import { onAppearanceChange, refreshTheme } from "./theme.ts";

localise();
const host = connectHost();
if (host === null) document.body.textContent = l10n.t("The preview runs inside RoPE Lens.");
else start(host);

function start(host: Host): void {
  applyTheme(refreshTheme());
  const session = new Session(host);
  const speech = new Speech((text) => page.say(text));
  const actions = createActions(host, session, (change) => speech.asked(change));
  const page = createPage(actions, exportAs);

  const restoreScroll = keepScroll(actions.looks, () => page.showAll());

  session.subscribe((view) => {
    page.update(view);
    speech.shown(view);
    if (view.model !== null) restoreScroll();
  });
  host.listen((message) => {
    session.receive(message);
    if (message.type === "said") page.say(message.text);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    actions.insert();
  });
  onAppearanceChange(
    page.content,
    () => page.redraw(),
    () => page.resize(),
  );
  host.post({ type: "ready" });

  function exportAs(format: ExportFormat): void {
    const { model } = session.current;
    if (model === null) return;
    page.showAll();
    const texts = {
      svg: () => svgOf(model, page.content),
      csv: () => csvOf(model),
      json: () => jsonOf(model),
    };
    const base64 = format === "png" ? pngOf(model, page.content) : base64Of(texts[format]());
    actions.save(`${baseName(model)}.${format}`, base64);
  }
}
