/** One config through one release of transformers. */
import { taggedDocument } from "../python/document.ts";
import type { PyDict } from "../python/value.ts";
import { atLeast } from "../release.ts";
import type { Report } from "../report.ts";
import { checkOuterBlock, languageModel } from "./composite.ts";
import { sourcesOf } from "./lines.ts";
import { runV4 } from "./model-v4.ts";
import { runV5 } from "./model-v5.ts";
import { visionRotation } from "./vision.ts";

/**
 * Fills the report with what the release makes of the document, and raises what it raises. `sequenceLength`: of the call,
 * tokens; null: a short one. Answers false where nothing is known of the model type in that release.
 */
export function runTransformers(
  document: PyDict,
  release: string,
  sequenceLength: number | null,
  report: Report,
): boolean {
  const v5 = atLeast(release, "5.0.0");
  const read = v5 ? taggedDocument(document) : document;
  const language = languageModel(read, release);
  if (language === null) return false;
  checkOuterBlock(read, language, release, report);
  const { modelType, file, family } = language;
  for (const source of sourcesOf(file, release)) report.cite(source);
  if (v5) runV5(modelType, file, family, release, sequenceLength, report);
  else runV4(modelType, file, family, release, sequenceLength, report);
  const vision = language.path.length > 0 ? visionRotation(read) : null;
  if (vision !== null) report.ropes.push(vision);
  return true;
}
