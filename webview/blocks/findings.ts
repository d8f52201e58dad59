/** What the rules find in the file, each with a link to its rule's page. */
import * as l10n from "@vscode/l10n";
import type { PreviewFinding } from "../../src/protocol/index.ts";
import { h, inText, replaceChildren, setText, unseen } from "../dom.ts";
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
      setText(count, countText(findings.length));
      replaceChildren(list, ...findings.map((finding, index) => createItem(finding, index)));
    },
  };

  function createItem({ code, severity, message, line }: PreviewFinding, index: number): HTMLElement {
    const place = h("button", { class: "link", id: `finding-${index}`, type: "button" }, l10n.t("Line {0}", line));
    place.addEventListener("click", () => actions.open("line", line));
    const page = h("button", { class: "link", id: `finding-${index}-page`, type: "button" }, code);
    page.addEventListener("click", () => actions.open("rule", 0, code));
    return h(
      "li",
      { class: `finding of-${severity}` },
      icon(ICONS[severity]),
      h(
        "span",
        {},
        unseen(l10n.t("{0}: ", severityText(severity))),
        ...inText(l10n.t("{0}: {1} {2}"), place, message, page),
      ),
    );
  }
}

function countText(count: number): string {
  return count === 1 ? l10n.t("1 finding in this file") : l10n.t("{0} findings in this file", count);
}

function severityText(severity: PreviewFinding["severity"]): string {
  switch (severity) {
    case "error":
      return l10n.t("error");
    case "warning":
      return l10n.t("warning");
    case "info":
      return l10n.t("info");
    case "hint":
      return l10n.t("hint");
  }
}
