import { Uri } from "vscode";
import type { ComparisonPages } from "../compare/comparison-pages.ts";
import { pickOther } from "../compare/pick-other.ts";

/** Compares a config with another, or with its committed version. @param given the other one, where a caller knows it */
export async function compareCommand(pages: ComparisonPages, file: Uri, given: unknown): Promise<void> {
  const other = given instanceof Uri ? given : await pickOther(file);
  if (other !== null) await pages.open(file, other);
}
