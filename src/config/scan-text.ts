/** What must be known of a text before a recursive parser may have it. */

/** A number that Python writes as a word; its place in the text. */
export interface NumberWord {
  readonly offset: number;
  readonly length: number;
  readonly value: number;
}

export interface TextScan {
  /** How deep objects and arrays are nested at most. */
  readonly depth: number;
  /** NaN, Infinity and -Infinity outside strings and comments, in the order of the text. */
  readonly numberWords: readonly NumberWord[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Python's json module takes these three spellings and no other. The minus belongs to the word only before Infinity. */
const NUMBER_WORD = /-?Infinity|NaN/y;
const WORD_CHARACTER = /[\w$.+-]/;

/** One pass over the text, no recursion. Strings end at a line break, as they do for the tolerant parser. */
export function scanText(text: string): TextScan {
  const numberWords: NumberWord[] = [];
  let depth = 0;
  let deepest = 0;
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      position = afterString(text, position + 1);
    } else if (code === SLASH) {
      position = afterComment(text, position);
    } else if (code === 0x4e || code === 0x49 || code === 0x2d) {
      const word = numberWordAt(text, position);
      if (word !== null) numberWords.push(word);
      position += word?.length ?? 1;
    } else {
      if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
      else if (code === 0x7d || code === 0x5d) depth = Math.max(0, depth - 1);
      position++;
    }
  }
  return { depth: deepest, numberWords };
}

function afterString(text: string, start: number): number {
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === NEWLINE || code === RETURN) return position;
    position += code === BACKSLASH ? 2 : 1;
    if (code === QUOTE) return position;
  }
  return position;
}

function afterComment(text: string, start: number): number {
  if (text.startsWith("//", start)) {
    const end = text.indexOf("\n", start);
    return end < 0 ? text.length : end;
  }
  if (text.startsWith("/*", start)) {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? text.length : end + 2;
  }
  return start + 1;
}

function numberWordAt(text: string, offset: number): NumberWord | null {
  if (offset > 0 && WORD_CHARACTER.test(text.charAt(offset - 1))) return null;
  NUMBER_WORD.lastIndex = offset;
  const word = NUMBER_WORD.exec(text)?.[0];
  if (word === undefined || WORD_CHARACTER.test(text.charAt(offset + word.length))) return null;
  return { offset, length: word.length, value: Number(word) };
}
