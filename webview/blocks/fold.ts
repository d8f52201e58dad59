/** A block that folds. */
import { h } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Looks } from "../looks.ts";

export interface FoldOptions {
  readonly id: string;
  /** Width of the page, px, from which on the block starts open. */
  readonly openFrom?: number;
  readonly content: Node;
  readonly looks: Looks;
  /** Called when the block opens, for content that is not drawn while it is shut. */
  opened?(): void;
}

export interface Fold {
  readonly element: HTMLDetailsElement;
  readonly title: HTMLElement;
  readonly note: HTMLElement;
}

export function createFold({ id, openFrom = 0, content, looks, opened }: FoldOptions): Fold {
  const title = h("h2", { id: `${id}-title` });
  const note = h("p", { class: "muted note" });
  const element = h(
    "details",
    { class: "block fold-block", id: `${id}-block` },
    h("summary", { class: "block-head" }, icon("right"), title, note),
    content,
  );
  keepOpen(element, id, innerWidth >= openFrom, looks);
  element.addEventListener("toggle", () => {
    if (element.open) opened?.();
  });
  return { element, title, note };
}

/** Opens a fold as its reader left it, else as `open` says. Its first child is the summary. */
export function keepOpen(element: HTMLDetailsElement, id: string, open: boolean, looks: Looks): void {
  const name = `open.${id}`;
  const kept = looks.recall(name);
  element.open = typeof kept === "boolean" ? kept : open;
  // Only what the reader does: the page itself opens and shuts folds too. The click comes before the change.
  element.firstElementChild?.addEventListener("click", () => looks.keep(name, !element.open));
}
