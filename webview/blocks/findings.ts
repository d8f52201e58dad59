/** What the rules find in the file, each with a link to its rule's page. */
import type { PreviewFinding } from "../../src/protocol/index.ts";
import { h, replaceChildren, setText } from "../dom.ts";
import { type IconName, icon } from "../icons.ts";
import type { Actions, Part } from "../view.ts";
import { keepOpen } from "./fold.ts";

const ICONS: Readonly<Record<PreviewFinding["severity"], IconName>> = {
  error: "error",
  warning: "warning",
  info: "info",
  hint: "info",
};

export function createFindings(actions: Actions): Part {
  const count = h("span", {});
  const list = h("ul", { class: "findings-list" });
  const element = h(
    "details",
    { class: "fold findings", id: "findings" },
    h("summary", {}, icon("right"), count),
    list,
  );
  keepOpen(element, "findings", false, actions.looks);
  return {
    element,
    update({ model }) {
      const findings = model.findings ?? [];
      element.hidden = findings.length === 0;
      setText(count, `${findings.length} ${findings.length === 1 ? "finding" : "findings"} in this file`);
      replaceChildren(list, ...findings.map((finding, index) => createItem(finding, index)));
    },
  };

  function createItem({ code, severity, message, line }: PreviewFinding, index: number): HTMLElement {
    const place = h("button", { class: "link", id: `finding-${index}`, type: "button" }, `Line ${line}`);
    place.addEventListener("click", () => actions.open("line", line));
    const page = h("button", { class: "link", id: `finding-${index}-page`, type: "button" }, code);
    page.addEventListener("click", () => actions.open("rule", 0, code));
    return h(
      "li",
      { class: `finding of-${severity}` },
      icon(ICONS[severity]),
      h("span", {}, h("span", { class: "unseen" }, `${severity}: `), place, `: ${message} `, page),
    );
  }
}
