/** A text field for a whole number: Enter applies, Escape restores, what is no such number is marked and not sent. */
import * as l10n from "@vscode/l10n";
import { h } from "./dom.ts";

export interface NumberFieldOptions {
  readonly id: string;
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly label?: string;
  readonly describedBy?: string;
  apply(value: number): void;
}

export interface NumberField {
  readonly element: HTMLInputElement;
  /** Shows a value, unless the user is typing another. */
  show(value: number): void;
  limit(min: number, max: number): void;
}

export function numberField(options: NumberFieldOptions): NumberField {
  let { min, max } = options;
  let shown = "";
  const element = h("input", {
    class: "input tabular",
    id: options.id,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    spellcheck: "false",
    size: options.size,
    "aria-label": options.label,
    "aria-describedby": options.describedBy,
  });
  const settle = (): void => {
    element.value = shown;
    element.removeAttribute("aria-invalid");
    element.title = "";
  };
  const apply = (): void => {
    if (element.value === shown) {
      settle();
      return;
    }
    const value = readWhole(element.value);
    if (value === null || value < min || value > max) {
      element.setAttribute("aria-invalid", "true");
      element.title = l10n.t("A whole number from {0} to {1}", min, max);
      return;
    }
    shown = String(value);
    settle();
    options.apply(value);
  };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      apply();
    } else if (event.key === "Escape") settle();
  });
  element.addEventListener("change", apply);
  return {
    element,
    show(value) {
      const typing = document.activeElement === element && element.value !== shown;
      shown = String(value);
      if (!typing) settle();
    },
    limit(low, high) {
      min = low;
      max = high;
    },
  };
}

/** "16384", "16,384", "16 384" and "16k"; null for anything else. */
export function readWhole(text: string): number | null {
  const [, digits, thousands] = /^\s*(\d[\d,_ ]*?)\s*(k?)\s*$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  return Number(digits.replace(/[,_ ]/g, "")) * (thousands ? 1024 : 1);
}
