/** The chosen strategy's factors as a strip: a bar a pair, from λ = 1 (as pretrained) to λ = s (interpolated). */
import * as l10n from "@vscode/l10n";
import { emphasise, h, replaceChildren, setText, svg } from "../dom.ts";
import { scaleText } from "../format.ts";
import { type Part, pairCount, strategyOf } from "../view.ts";

const WIDTH = 1000;
const HEIGHT = 32;
/** A pair that is left as pretrained still shows that it is there. */
const FOOT = 2;

export function createFactors(): Part {
  const caption = h("figcaption", { id: "factors-text", class: "muted note" });
  const strip = svg("svg", {
    class: "factors-strip",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const middle = h("span");
  const last = h("span");
  return {
    element: h(
      "figure",
      { class: "factors", "aria-labelledby": "factors-text" },
      caption,
      strip,
      h(
        "div",
        { class: "factors-axis muted label-size tabular" },
        h("span", {}, l10n.t("pair {0}, fast", 0)),
        middle,
        last,
      ),
    ),
    update({ model }) {
      const chosen = strategyOf(model, model.chosen);
      replaceChildren(caption, ...emphasise(model.factorsSentence, chosen === null ? [] : [chosen.id]));
      const factors = chosen?.factors ?? [];
      // Factors set by hand, and those of a file, can exceed the scale.
      const scale = Math.max(model.analysis.scale, ...factors);
      const step = WIDTH / Math.max(1, factors.length);
      strip.setAttribute("class", `factors-strip of-${chosen?.id ?? "none"}`);
      strip.replaceChildren(
        ...factors.map((factor, pair) => {
          const share = scale > 1 ? Math.min(1, Math.max(0, Math.log(factor) / Math.log(scale))) : 0;
          const height = FOOT + share * (HEIGHT - FOOT);
          return svg("rect", {
            x: (pair * step).toFixed(2),
            y: (HEIGHT - height).toFixed(2),
            width: (step * 0.75).toFixed(2),
            height: height.toFixed(2),
          });
        }),
      );
      setText(middle, l10n.t("factor λ, 1 to {0}", scaleText(scale).slice(1)));
      setText(last, l10n.t("pair {0}, slow", pairCount(model) - 1));
    },
  };
}
