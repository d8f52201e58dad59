/** What the page says when there is nothing to compare: a banner above old results, or a text in their place. */
import * as l10n from "@vscode/l10n";
import type { PreviewModel, PreviewNotice } from "../../src/protocol/index.ts";
import { type Child, h, inText, replaceChildren } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Actions } from "../view.ts";

export interface Notice {
  readonly banner: HTMLElement;
  readonly text: HTMLElement;
  update(notice: PreviewNotice | null, model: PreviewModel | null): void;
}

export function createNotice(actions: Actions): Notice {
  const banner = h("div", { class: "banner", role: "alert" });
  const text = h("section", { class: "empty" });
  let last: unknown = null;
  return {
    banner,
    text,
    update(notice, model) {
      const nothing = model !== null && model.analysis.reason !== null;
      const asBanner = notice !== null && (model !== null || notice.kind === "syntax" || notice.kind === "failed");
      const key = asBanner || notice !== null ? notice : nothing ? model : null;
      banner.hidden = !asBanner;
      text.hidden = !(notice !== null && !asBanner) && !nothing;
      if (key === last) return;
      last = key;
      replaceChildren(banner, ...(asBanner && notice !== null ? bannerContent(notice, model, actions) : []));
      if (notice !== null && !asBanner) replaceChildren(text, ...noticeContent(notice, actions));
      else if (nothing) replaceChildren(text, ...nothingContent(model));
    },
  };
}

function bannerContent(notice: PreviewNotice, model: PreviewModel | null, actions: Actions): Child[] {
  const below = model === null ? "" : ` ${l10n.t("Below is the last version that could be read.")}`;
  switch (notice.kind) {
    case "syntax": {
      const go = button(l10n.t("Go to line {0}", notice.line), "button", () => actions.open("line", notice.line));
      const where = l10n.t("Line {0}, column {1}: {2}", notice.line, notice.column, sentence(notice.message));
      return [
        icon("error"),
        h("p", {}, h("b", {}, l10n.t("{0} does not parse.", fileName(notice.file))), ` ${where}${below}`),
        go,
      ];
    }
    case "failed":
      return [icon("error"), h("p", {}, h("b", {}, l10n.t("No results.")), ` ${sentence(notice.message)}${below}`)];
    case "no-rope":
      return [icon("error"), h("p", {}, h("b", {}, noRopeTitle(notice)), below)];
    case "no-config":
      return [icon("error"), h("p", {}, h("b", {}, noLongerText(notice.file)), below)];
  }
}

function noticeContent(notice: PreviewNotice, actions: Actions): Child[] {
  if (notice.kind === "no-config") return noConfig(notice, actions);
  if (notice.kind !== "no-rope") return [];
  return [
    h("h1", {}, noRopeTitle(notice)),
    h(
      "p",
      {},
      l10n.t(
        "{0} describes a model whose positions are not rotary, so there is no RoPE to scale.",
        fileName(notice.file),
      ),
    ),
  ];
}

function noRopeTitle({ modelType }: Extract<PreviewNotice, { kind: "no-rope" }>): string {
  return modelType === null ? l10n.t("This model has no RoPE") : l10n.t("A {0} model has no RoPE", modelType);
}

function noLongerText(file: string | null): string {
  return file === null
    ? l10n.t("The file is no longer a model config.")
    : l10n.t("{0} is no longer a model config.", fileName(file));
}

function noConfig(notice: Extract<PreviewNotice, { kind: "no-config" }>, actions: Actions): Child[] {
  const why: Child[] =
    notice.file === null
      ? []
      : [
          " ",
          ...inText(
            l10n.t("{0} is not one: it has no {1} and no {2}."),
            ...[fileName(notice.file), "model_type", "architectures"].map((name) => h("code", {}, name)),
          ),
        ];
  const files = notice.configs.map(({ uri, label, detail }) =>
    h(
      "li",
      {},
      button(label, "link", () => actions.open("file", 0, uri)),
      detail === undefined ? null : h("span", { class: "muted" }, ` ${detail}`),
    ),
  );
  return [
    h("h1", {}, l10n.t("No model config in the active editor")),
    h(
      "p",
      {},
      ...inText(
        l10n.t("RoPE Lens reads the {0} of a transformer with rotary position embeddings."),
        h("code", {}, "config.json"),
      ),
      ...why,
    ),
    h(
      "div",
      { class: "buttons" },
      button(l10n.t("Open config.json…"), "button primary", () => actions.open("pick")),
      button(l10n.t("Open a sample"), "button", () => actions.open("sample")),
    ),
    files.length === 0 ? null : h("h2", {}, l10n.t("Model configs in this workspace")),
    files.length === 0 ? null : h("ul", { class: "files" }, ...files),
    h(
      "p",
      { class: "muted" },
      l10n.t("Models without RoPE (BERT, T5, GPT-2, BLOOM, MPT, Mamba, Whisper) have nothing to show here."),
    ),
  ];
}

/** Within the window, or in layers that slide: the server's words stand alone. */
function nothingContent({ headline, evidence, caveat }: PreviewModel): Child[] {
  return [
    h("h2", {}, headline),
    h("p", {}, evidence),
    caveat === null ? null : h("p", { class: "muted" }, caveat.text),
  ];
}

function button(label: string, look: string, run: () => void): HTMLButtonElement {
  const element = h("button", { class: look, type: "button" }, label);
  element.addEventListener("click", run);
  return element;
}

function fileName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

/** Messages of parsers have no full stop. */
function sentence(text: string): string {
  return /[.!?。！？]$/.test(text) ? text : `${text}.`;
}
