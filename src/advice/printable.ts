/** Text from files and file names, made safe for a terminal: no control or formatting characters get through. */

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Each unsafe character becomes one replacement character, so that columns stay where they are. */
export function printable(text: string): string {
  return text.replace(UNSAFE, "\uFFFD");
}

/** The same on one line: line breaks and runs of blanks become a single blank. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim());
}
