/**
 * An invisible character before the first brace.
 * Source: Python json.loads of text that starts with U+FEFF raises; transformers 4.43.4 to 5.24.0 raise OSError "not a valid JSON file"
 * (measured). Editors show nothing, and JSON support in editors accepts it.
 */
import * as l10n from "@vscode/l10n";
import type { Rule } from "../rule.ts";
import { isByteOrderMark } from "./syntax.ts";

export const byteOrderMark: Rule = {
  code: "json/byte-order-mark",
  title: "A byte order mark stands before the JSON",
  severity: "error",
  stage: "text",
  check: (snapshot) =>
    snapshot.syntaxProblems
      .filter((problem) => isByteOrderMark(snapshot.text, problem))
      .map(({ offset, length }) => ({
        pointer: "",
        at: { offset, length },
        message: l10n.t(
          'The file starts with a byte order mark (U+FEFF), which editors do not show: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
        ),
        fixes: [
          { title: l10n.t("Remove the byte order mark"), edits: [{ offset, length, newText: "" }], preferred: true },
        ],
      })),
};
