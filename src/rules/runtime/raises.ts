/**
 * A chosen framework raises when it loads or first runs the file, and no other rule has said why.
 * Source: src/runtimes follows the framework's code of that release; its answers are checked against recorded runs.
 */
import type { Finding, Rule } from "../rule.ts";
import { foretell, foretold, placeOf } from "../support/foretold.ts";
import { runtimeTitle } from "../support/in-force.ts";
import { named } from "../support/wording.ts";

export const raises: Rule = {
  code: "runtime/raises",
  title: "A chosen framework raises for this file",
  severity: "error",
  stage: "last",
  check: (snapshot, context) =>
    foretold(context).flatMap((choice): Finding[] => {
      const prediction = foretell(snapshot, choice, null);
      if (prediction?.outcome !== "raises" || prediction.exception === null) return [];
      const { exception, message } = prediction;
      const name = `${choice.name}@${choice.release}`;
      return [
        {
          ...placeOf(context),
          runtimes: [name],
          message: `${runtimeTitle(name)} raises ${named(exception)} for this file${message === null || message === "" ? "" : `: ${named(message.replace(/\s+/g, " "), 240)}`}.`,
        },
      ];
    }),
};
