/** What --format of `check` takes. Apart from the formats, so that --help need not load them. */
export const FORMAT_NAMES = ["pretty", "json", "ndjson", "sarif", "github", "junit"] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

export function isFormatName(name: string): name is FormatName {
  return (FORMAT_NAMES as readonly string[]).includes(name);
}
