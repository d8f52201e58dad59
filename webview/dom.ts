/** Building the page's elements. Text goes in as text: nothing that comes from a file is ever parsed as markup. */

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Child = Node | string | null;

/** An HTML element. `true` sets an empty attribute, `false`, null and undefined leave it out; null children are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...present(children));
  return element;
}

/** An SVG element, as `h`. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  element.append(...present(children));
  return element;
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== null);
}

/** Replaces the children; the focus stays on the element that has the same `id` as the focused one had. */
export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  const focused = document.activeElement;
  const id = focused !== null && parent.contains(focused) ? focused.id : "";
  parent.replaceChildren(...present(children));
  if (id !== "") document.getElementById(id)?.focus({ preventScroll: true });
}

/** Sets the text unless it is there already, so that live regions and selections are left alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** For eyes that cannot see: hidden on screen, read out. */
export function unseen(text: string): HTMLSpanElement {
  return h("span", { class: "unseen" }, text);
}

/**
 * The parts of a text with "{0}", "{1}", … in it, each replaced by the child of that number: a translation may need them
 * in another order.
 */
export function inText(text: string, ...children: readonly (Node | string)[]): Child[] {
  return text.split(/\{(\d+)\}/).map((part, index) => (index % 2 === 1 ? (children[Number(part)] ?? null) : part));
}

/** `text` with each of `words` in bold, where it stands as a word of its own. */
export function emphasise(text: string, words: readonly string[]): Child[] {
  if (words.length === 0) return [text];
  const pattern = new RegExp(`(?<![\\w-])(${words.join("|")})(?![\\w-])`, "g");
  return text.split(pattern).map((part, index) => (index % 2 === 1 ? h("b", {}, part) : part));
}
