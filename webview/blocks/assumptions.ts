/** What the answer supposes: how the model will be used, and which framework will run it. */
import * as l10n from "@vscode/l10n";
import type { Use } from "../../src/protocol/index.ts";
import { h, replaceChildren } from "../dom.ts";
import type { Actions, Part } from "../view.ts";

const USES: readonly Use[] = ["as-is", "fine-tuned"];

function useText(use: Use): string {
  return use === "as-is" ? l10n.t("as it is") : l10n.t("to be fine-tuned");
}

export function createAssumptions(actions: Actions): Part {
  const radios = USES.map((use) => {
    const input = h("input", { type: "radio", name: "use", id: `use-${use}`, value: use });
    input.addEventListener("change", () => actions.setUse(use));
    return { use, input, element: h("label", { class: "segment" }, input, useText(use)) };
  });
  const runtime = h("select", { class: "select", id: "runtime" });
  runtime.addEventListener("change", () => actions.setRuntime(runtime.value === "" ? null : runtime.value));
  let options = "";

  return {
    element: h(
      "div",
      { class: "assume" },
      h(
        "fieldset",
        { class: "segments" },
        h("legend", { class: "unseen" }, l10n.t("How the model will be used")),
        h("span", { class: "assume-label", "aria-hidden": "true" }, l10n.t("Use")),
        h("span", { class: "segments-box" }, ...radios.map(({ element }) => element)),
      ),
      h(
        "span",
        { class: "assume-field" },
        h("label", { class: "assume-label", for: "runtime" }, l10n.t("Runtime")),
        h("span", { class: "select-box" }, runtime),
      ),
    ),
    update({ model, query }) {
      for (const { use, input } of radios) input.checked = use === query.use;
      const [support = []] = Object.values(model.support);
      const names = support.map(({ runtime: name, title }) => ({ name, title }));
      if (query.runtime !== null && !names.some(({ name }) => name === query.runtime)) {
        names.push({ name: query.runtime, title: query.runtime });
      }
      const wanted = JSON.stringify(names);
      if (wanted !== options) {
        options = wanted;
        replaceChildren(
          runtime,
          h("option", { value: "" }, l10n.t("any")),
          ...names.map(({ name, title }) => h("option", { value: name }, title)),
        );
      }
      runtime.value = query.runtime ?? "";
    },
  };
}
