/** What the page says when there is nothing to compare: a banner above old results, or a text in their place. */
import type { PreviewModel, PreviewNotice } from "../../src/protocol/index.ts";
import { type Child, h, replaceChildren } from "../dom.ts";
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
  const below = model === null ? "" : " Below is the last version that could be read.";
  switch (notice.kind) {
    case "syntax": {
      const go = button(`Go to line ${notice.line}`, "button", () => actions.open("line", notice.line));
      const where = `Line ${notice.line}, column ${notice.column}: ${sentence(notice.message)}`;
      return [
        icon("error"),
        h("p", {}, h("b", {}, `${fileName(notice.file)} does not parse.`), ` ${where}${below}`),
        go,
      ];
    }
    case "failed":
      return [icon("error"), h("p", {}, h("b", {}, "No results."), ` ${sentence(notice.message)}${below}`)];
    case "no-rope":
      return [icon("error"), h("p", {}, h("b", {}, noRopeTitle(notice)), below)];
    case "no-config":
      return [
        icon("error"),
        h(
          "p",
          {},
          h("b", {}, `${notice.file === null ? "The file" : fileName(notice.file)} is no longer a model config.`),
          below,
        ),
      ];
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
      `${fileName(notice.file)} describes a model whose positions are not rotary, so there is no RoPE to scale.`,
    ),
  ];
}

function noRopeTitle({ modelType }: Extract<PreviewNotice, { kind: "no-rope" }>): string {
  return modelType === null ? "This model has no RoPE" : `A ${modelType} model has no RoPE`;
}

function noConfig(notice: Extract<PreviewNotice, { kind: "no-config" }>, actions: Actions): Child[] {
  const why: Child[] =
    notice.file === null
      ? []
      : [
          " ",
          h("code", {}, fileName(notice.file)),
          " is not one: it has no ",
          h("code", {}, "model_type"),
          " and no ",
          h("code", {}, "architectures"),
          ".",
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
    h("h1", {}, "No model config in the active editor"),
    h(
      "p",
      {},
      "RoPE Lens reads the ",
      h("code", {}, "config.json"),
      " of a transformer with rotary position embeddings.",
      ...why,
    ),
    h(
      "div",
      { class: "buttons" },
      button("Open config.json…", "button primary", () => actions.open("pick")),
      button("Open a sample", "button", () => actions.open("sample")),
    ),
    files.length === 0 ? null : h("h2", {}, "Model configs in this workspace"),
    files.length === 0 ? null : h("ul", { class: "files" }, ...files),
    h(
      "p",
      { class: "muted" },
      "Models without RoPE (BERT, T5, GPT-2, BLOOM, MPT, Mamba, Whisper) have nothing to show here.",
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
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
