/** A Python dict, as `print(config)` or `str(config)` writes it, to the JSON that it means. */

const WORDS: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);

/** null: the text is no dict with single-quoted keys, or holds what JSON has no word for (tuples, comments, prefixes of strings). */
export function jsonOfPython(text: string): string | null {
  if (!/^\s*\{\s*'/.test(text)) return null;
  let result = "";
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === "'" || character === '"') {
      const string = stringAt(text, position);
      if (string === null) return null;
      result += string.json;
      position = string.end;
    } else if (/[A-Za-z_]/.test(character)) {
      const word = /^\w+/.exec(text.slice(position, position + 32))?.[0] ?? character;
      if (/[\d.]$/.test(result)) result += word;
      else if (WORDS.has(word)) result += WORDS.get(word);
      else return null;
      position += word.length;
    } else if (character === "(" || character === "#") {
      return null;
    } else {
      // Python takes a comma before the end, JSON does not.
      if (character === "}" || character === "]") result = result.replace(/,(\s*)$/, "$1");
      result += character;
      position++;
    }
  }
  return result;
}

interface PythonString {
  readonly json: string;
  readonly end: number;
}

function stringAt(text: string, start: number): PythonString | null {
  const quote = text.charAt(start);
  let content = "";
  for (let position = start + 1; position < text.length; position++) {
    const character = text.charAt(position);
    if (character === quote) return { json: JSON.stringify(content), end: position + 1 };
    if (character === "\n" || character === "\r") return null;
    if (character !== "\\") {
      content += character;
      continue;
    }
    position++;
    const escaped = text.charAt(position);
    const plain = ESCAPES.get(escaped);
    if (plain === undefined) return null;
    content += plain;
  }
  return null;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
]);
