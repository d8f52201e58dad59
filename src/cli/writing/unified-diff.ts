import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** A unified diff that `patch` and `git apply` take; empty when the texts are the same. Bytes go through unchanged. */
export function unifiedDiff(name: string, oldText: string, newText: string): string {
  if (oldText === newText) return "";
  const from = name === "-" ? "a/stdin" : `a/${relativeName(name)}`;
  const to = name === "-" ? "b/stdin" : `b/${relativeName(name)}`;
  return createTwoFilesPatch(from, to, oldText, newText, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY });
}

function relativeName(name: string): string {
  return name.replace(/^(\.\/|\/)+/, "");
}
