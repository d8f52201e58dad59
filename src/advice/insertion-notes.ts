/** What to mind after an insertion: said where it is offered, never only in the documentation. */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../config/model.ts";
import type { InsertionOptions } from "../edits/index.ts";
import type { StrategyId } from "../rope/spec.ts";
import { type WrittenForm, writtenForm } from "../runtimes/index.ts";
import type { RopeAdvice } from "./advise.ts";

/** The forms that say nothing of the length before the extension. */
const SILENT: ReadonlySet<WrittenForm> = new Set(["none", "theta", "linear"]);

export function insertionNotes(
  snapshot: ConfigSnapshot,
  { analysis, entry }: RopeAdvice,
  id: StrategyId,
  options: InsertionOptions,
): string[] {
  const notes: string[] = [];
  const { pretrainedLength, targetLength, scale } = analysis;
  // Only a block with an original length says by itself how long pretraining was.
  const stated = !SILENT.has(writtenForm(id));
  if (
    !stated &&
    entry.pretrainedLengthSource.kind !== "checkpoint" &&
    entry.pretrainedLengthSource.kind !== "setting"
  ) {
    notes.push(
      l10n.t(
        "This form does not state the pretrained length of {0}: keep it in mind, or set it for this file.",
        pretrainedLength,
      ),
    );
  }
  if (id === "linear") {
    const derived = Math.round(targetLength * scale);
    notes.push(
      l10n.t(
        "vLLM, SGLang and TensorRT-LLM multiply max_position_embeddings by the factor and derive {0}: start them with an explicit length of {1}.",
        derived,
        targetLength,
      ),
    );
  }
  if (id === "dynamic") {
    notes.push(
      l10n.t(
        "max_position_embeddings stays {0}, above which the scaling begins; vLLM scales nothing for it since 0.22.",
        pretrainedLength,
      ),
    );
  }
  if (id === "yarn") {
    notes.push(
      l10n.t(
        "transformers 4.43 to 4.50 computes the ramp from max_position_embeddings instead of the original length.",
      ),
    );
  }
  if ((options.dialect ?? snapshot.model?.dialect) === "v5") {
    notes.push(l10n.t("transformers 4, vLLM up to 0.11.0 and SGLang 0.4.10 ignore rope_parameters."));
  }
  return notes;
}
