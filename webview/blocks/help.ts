/** The foot of the page: how the numbers come about, what they do not say, the keys, and the exports. */
import * as l10n from "@vscode/l10n";
import { type Child, h, inText } from "../dom.ts";
import { type IconName, icon } from "../icons.ts";
import type { Actions } from "../view.ts";

export type ExportFormat = "png" | "svg" | "csv" | "json";

const CITATION =
  "Wu et al., Extending Context Window of Large Language Models from a Distributional Perspective, EMNLP 2024, pages 7288-7301, arXiv:2410.01490";

/** Keys, and what they do. */
function keys(): (readonly [readonly string[], string])[] {
  return [
    [["←", "→"], l10n.t("previous, next pair (on the pair chart); smaller, larger angles (on the histograms)")],
    [["Page Up", "Page Down"], l10n.t("eight pairs back, on")],
    [["Home", "End"], l10n.t("first, last pair")],
    [["+", "−", "0"], l10n.t("less, more, all of the circle (on the histograms)")],
    [["↑", "↓"], l10n.t("strategy to insert (in the table)")],
    [["Space"], l10n.t("show or hide a strategy in the charts")],
    [["Enter"], l10n.t("apply a target length, bins or a pair; Escape restores")],
    [["Ctrl", "Enter"], l10n.t("insert the chosen strategy")],
  ];
}

export function createHelp(actions: Actions, exportAs: (format: ExportFormat) => void): HTMLElement {
  const paper = h("button", { class: "link in-text", type: "button" }, "Wu et al., EMNLP 2024");
  paper.addEventListener("click", () => actions.open("paper"));
  const cite = h("button", { class: "link in-text", type: "button" }, l10n.t("Copy citation"));
  cite.addEventListener("click", () => actions.copy(CITATION, l10n.t("Citation")));
  return h(
    "section",
    { class: "block block-last", "aria-label": l10n.t("Method, limits, keyboard, export") },
    fold(l10n.t("Method"), ...method(), h("p", {}, paper, " · ", cite)),
    fold(l10n.t("Limits"), limits()),
    fold(l10n.t("Keyboard"), keyboard()),
    h(
      "div",
      { class: "export" },
      h("span", { class: "muted" }, l10n.t("Export")),
      exportButton("PNG…", "picture", () => exportAs("png")),
      exportButton("SVG…", "picture", () => exportAs("svg")),
      exportButton("CSV…", "table", () => exportAs("csv")),
      exportButton("JSON…", "braces", () => exportAs("json")),
    ),
  );
}

function fold(title: string, ...content: readonly Child[]): HTMLElement {
  return h(
    "details",
    { class: "fold" },
    h("summary", {}, icon("right"), title),
    h("div", { class: "prose" }, ...content),
  );
}

function exportButton(label: string, name: IconName, run: () => void): HTMLElement {
  const button = h("button", { class: "button", type: "button" }, icon(name), label);
  button.addEventListener("click", run);
  return button;
}

function method(): HTMLElement[] {
  return [
    h(
      "p",
      {},
      ...inText(
        l10n.t(
          "For a frequency pair {0}, position {1} has the rotary angle {2}. The angles of the pretrained positions give one histogram, those of the extended window, with {3}, another. The disturbance of the pair is the divergence of the first from the second, {4}, in nats; a strategy's score is its mean over all pairs.",
        ),
        h("i", {}, "i"),
        h("i", {}, "m"),
        h("span", {}, h("i", {}, "m"), "·θ", h("sub", {}, "i"), " mod 2π"),
        h("span", {}, "θ", h("sub", {}, "i"), "/λ", h("sub", {}, "i")),
        h("code", {}, "D_i = Σ_k P_L(k) · ln(P_L(k) / P_L′(k))"),
      ),
    ),
    h(
      "p",
      {},
      ...inText(
        l10n.t(
          "Disturbance does not see whether neighbouring tokens keep their angles. {0} does: the mean of {1} over distances of 1 to 8 tokens and over all pairs; 0 is undisturbed, 1 as good as random. Above 0.01 a strategy needs fine-tuning before it is any good.",
        ),
        h("em", {}, l10n.t("Local shift")),
        h("code", {}, "1 − cos(m·(θ_i − θ_i/λ_i))"),
      ),
    ),
    h(
      "p",
      {},
      ...inText(
        l10n.t(
          "{0} chooses the factors of all pairs together, as a chain: little disturbance and local shift, and as little change of factor from pair to pair as that allows. {1} is not ranked, since its factors follow the running length.",
        ),
        h("b", {}, "resonant"),
        h("b", {}, "dynamic"),
      ),
    ),
    h(
      "p",
      {},
      l10n.t(
        "The ranking is repeated on 16 grids (¼, ½, 1 and 2 times the bins, each shifted by 0, ¼, ½ and ¾ of a bin) with the factors held fixed. Grids count among the strategies in the running; the ranking is stable when one wins at least 12.",
      ),
    ),
  ];
}

function limits(): HTMLElement {
  return h(
    "ul",
    {},
    h(
      "li",
      {},
      l10n.t("Disturbance is computed from the configuration alone. It is not perplexity and does not promise it."),
    ),
    h(
      "li",
      {},
      ...inText(
        l10n.t(
          "{0} is this project's own and unpublished. It has been measured on one small model, without fine-tuning.",
        ),
        h("b", {}, "resonant"),
      ),
    ),
    h(
      "li",
      {},
      l10n.t(
        "The estimate depends on the pretrained length: good from 4096 tokens on, better when longer. Zero is not reached.",
      ),
    ),
    h("li", {}, l10n.t("Only rotary position embeddings are seen; not ALiBi, learned or relative biases.")),
  );
}

function keyboard(): HTMLElement {
  return h(
    "dl",
    { class: "keys" },
    ...keys().flatMap(([names, text]) => [
      h("dt", {}, ...names.flatMap((key, index) => [index === 0 ? null : " ", h("kbd", {}, key)])),
      h("dd", {}, text),
    ]),
  );
}
