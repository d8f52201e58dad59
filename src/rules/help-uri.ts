/** Where the page of a code lies, relative to the project's root. The one place that says so. */
export function helpUri(code: string): string {
  return `docs/rules/${code}.md`;
}
