/** A block that folds. */
import { h } from "../dom.ts";
import { icon } from "../icons.ts";

export interface FoldOptions {
  readonly id: string;
  /** Width of the page, px, from which on the block starts open. */
  readonly openFrom?: number;
  readonly content: Node;
  /** Called when the block opens, for content that is not drawn while it is shut. */
  opened?(): void;
}

export interface Fold {
  readonly element: HTMLDetailsElement;
  readonly title: HTMLElement;
  readonly note: HTMLElement;
}

export function createFold({ id, openFrom = 0, content, opened }: FoldOptions): Fold {
  const title = h("h2", { id: `${id}-title` });
  const note = h("p", { class: "muted note" });
  const element = h(
    "details",
    { class: "block fold-block", id: `${id}-block` },
    h("summary", { class: "block-head" }, icon("right"), title, note),
    content,
  );
  element.open = innerWidth >= openFrom;
  element.addEventListener("toggle", () => {
    if (element.open) opened?.();
  });
  return { element, title, note };
}
