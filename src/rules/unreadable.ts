/** Files in which no model can be read although one was meant: an empty one in a model's folder, and a Python dict. */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../config/model.ts";
import { SIZE_LIMIT } from "../config/parse-json.ts";
import { jsonOfPython } from "../config/python-literal.ts";
import { readConfig } from "../config/read-config.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";
import { syntax } from "./json/syntax.ts";
import type { Siblings } from "./siblings.ts";

/** Nothing for files of other programs. Editors report such text in many places, or not at all: this is said whatever they say. */
export function unreadable({ text }: ConfigSnapshot, siblings: Siblings): Diagnostic[] {
  if (text.length > SIZE_LIMIT) return [];
  if (text.trim() === "") {
    const besideModel = Object.keys(siblings).length > 0;
    const message = l10n.t(
      'The file is empty: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
    return besideModel ? [diagnostic(text, message, [])] : [];
  }
  const json = jsonOfPython(text);
  if (json === null || readConfig(json).model === null) return [];
  const message = l10n.t(
    'The file is written as Python writes a dict, with keys in single quotes: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
  );
  const edits = [{ offset: 0, length: text.length, newText: json }];
  return [diagnostic(text, message, [{ title: l10n.t("Convert to JSON"), edits, preferred: true }])];
}

function diagnostic(text: string, message: string, fixes: readonly Fix[]): Diagnostic {
  const offset = Math.max(0, text.search(/\S/));
  return {
    code: syntax.code,
    severity: syntax.severity,
    message,
    offset,
    length: Math.min(1, text.length),
    jsonPointer: "",
    runtimes: [],
    fixes,
  };
}
