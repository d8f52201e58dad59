/** The foot of the page: how the numbers come about, what they do not say, the keys, and the exports. */
import { type Child, h } from "../dom.ts";
import { type IconName, icon } from "../icons.ts";
import type { Actions } from "../view.ts";

export type ExportFormat = "png" | "svg" | "csv" | "json";

const CITATION =
  "Wu et al., Extending Context Window of Large Language Models from a Distributional Perspective, EMNLP 2024, pages 7288-7301, arXiv:2410.01490";

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [["←", "→"], "previous, next pair (on the pair chart); smaller, larger angles (on the histograms)"],
  [["Page Up", "Page Down"], "eight pairs back, on"],
  [["Home", "End"], "first, last pair"],
  [["+", "−", "0"], "less, more, all of the circle (on the histograms)"],
  [["↑", "↓"], "strategy to insert (in the table)"],
  [["Space"], "show or hide a strategy in the charts"],
  [["Enter"], "apply a target length, bins or a pair; Escape restores"],
  [["Ctrl", "Enter"], "insert the chosen strategy"],
];

export function createHelp(actions: Actions, exportAs: (format: ExportFormat) => void): HTMLElement {
  const paper = h("button", { class: "link in-text", type: "button" }, "Wu et al., EMNLP 2024");
  paper.addEventListener("click", () => actions.open("paper"));
  const cite = h("button", { class: "link in-text", type: "button" }, "Copy citation");
  cite.addEventListener("click", () => actions.copy(CITATION, "Citation"));
  return h(
    "section",
    { class: "block block-last", "aria-label": "Method, limits, keyboard, export" },
    fold("Method", ...method(), h("p", {}, paper, " · ", cite)),
    fold("Limits", limits()),
    fold("Keyboard", keyboard()),
    h(
      "div",
      { class: "export" },
      h("span", { class: "muted" }, "Export"),
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
      "For a frequency pair ",
      h("i", {}, "i"),
      ", position ",
      h("i", {}, "m"),
      " has the rotary angle ",
      h("i", {}, "m"),
      "·θ",
      h("sub", {}, "i"),
      " mod 2π. The angles of the pretrained positions give one histogram, those of the extended window, with θ",
      h("sub", {}, "i"),
      "/λ",
      h("sub", {}, "i"),
      ", another. The disturbance of the pair is the divergence of the first from the second, ",
      h("code", {}, "D_i = Σ_k P_L(k) · ln(P_L(k) / P_L′(k))"),
      ", in nats; a strategy's score is its mean over all pairs.",
    ),
    h(
      "p",
      {},
      "Disturbance does not see whether neighbouring tokens keep their angles. ",
      h("em", {}, "Local shift"),
      " does: the mean of ",
      h("code", {}, "1 − cos(m·(θ_i − θ_i/λ_i))"),
      " over distances of 1 to 8 tokens and over all pairs; 0 is undisturbed, 1 as good as random. Above 0.01 a strategy needs fine-tuning before it is any good.",
    ),
    h(
      "p",
      {},
      h("b", {}, "resonant"),
      " chooses the factors of all pairs together, as a chain: little disturbance and local shift, and as little change of factor from pair to pair as that allows. ",
      h("b", {}, "dynamic"),
      " is not ranked, since its factors follow the running length.",
    ),
    h(
      "p",
      {},
      "The ranking is repeated on 16 grids (¼, ½, 1 and 2 times the bins, each shifted by 0, ¼, ½ and ¾ of a bin) with the factors held fixed. Grids count among the strategies in the running; the ranking is stable when one wins at least 12.",
    ),
  ];
}

function limits(): HTMLElement {
  return h(
    "ul",
    {},
    h("li", {}, "Disturbance is computed from the configuration alone. It is not perplexity and does not promise it."),
    h(
      "li",
      {},
      h("b", {}, "resonant"),
      " is this project's own and unpublished. It has been measured on one small model, without fine-tuning.",
    ),
    h(
      "li",
      {},
      "The estimate depends on the pretrained length: good from 4096 tokens on, better when longer. Zero is not reached.",
    ),
    h("li", {}, "Only rotary position embeddings are seen; not ALiBi, learned or relative biases."),
  );
}

function keyboard(): HTMLElement {
  return h(
    "dl",
    { class: "keys" },
    ...KEYS.flatMap(([keys, text]) => [
      h("dt", {}, ...keys.flatMap((key, index) => [index === 0 ? null : " ", h("kbd", {}, key)])),
      h("dd", {}, text),
    ]),
  );
}
