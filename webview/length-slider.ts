/** The target length as a logarithmic slider, from just above the pretrained length to 32 times it. */
import * as l10n from "@vscode/l10n";
import { h } from "./dom.ts";
import { scaleText } from "./format.ts";

const OCTAVES = 5;
/** Steps an octave; every whole scale from 1 to 32 that is a power of two is a step. */
const STEPS = 16;
/** From 2048 tokens on, lengths between the powers are multiples of this. */
const ROUND = 64;

export interface LengthSlider {
  readonly element: HTMLElement;
  show(pretrainedLength: number, targetLength: number): void;
}

export function lengthSlider(apply: (length: number) => void): LengthSlider {
  let pretrained = 1;
  const input = h("input", {
    id: "target-slider",
    type: "range",
    min: 1,
    max: OCTAVES * STEPS,
    step: 1,
    "aria-label": l10n.t("Target length, logarithmic"),
  });
  const ticks = [2, 4, 8, 16, 32].map((scale) => {
    const tick = h("span", {}, scaleText(scale));
    // The thumb's middle runs from half its width to half its width before the end.
    const share = (Math.log2(scale) * STEPS - 1) / (OCTAVES * STEPS - 1);
    tick.style.left = `calc(${share * 100}% + ${6 - 12 * share}px)`;
    return tick;
  });
  input.addEventListener("input", () => apply(lengthAt(pretrained, input.valueAsNumber)));
  return {
    element: h(
      "span",
      { class: "slider" },
      input,
      h("span", { class: "slider-ticks", "aria-hidden": "true" }, ...ticks),
    ),
    show(pretrainedLength, targetLength) {
      pretrained = pretrainedLength;
      const scale = targetLength / pretrainedLength;
      const value = String(Math.round(Math.log2(Math.max(scale, 1)) * STEPS));
      if (input.value !== value) input.value = value;
      input.setAttribute("aria-valuetext", l10n.t("{0} tokens, {1}", targetLength, scaleText(scale)));
    },
  };
}

/** Tokens at a step of the slider. */
export function lengthAt(pretrainedLength: number, step: number): number {
  const length = pretrainedLength * 2 ** (step / STEPS);
  if (step % STEPS === 0 || pretrainedLength < 2048) return Math.round(length);
  return Math.round(length / ROUND) * ROUND;
}
